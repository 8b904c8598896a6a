//! The forms of a key that are files.

use super::{Bare, Form, bare, java_keystore, openssh, pkcs12, putty};
use crate::archives::{Tar, gzip, zip};
use crate::cases;
use crate::encodings;
use crate::fixtures::Authorities;
use crate::maker::{Key, Template, pem};

/// Every form, each in a file of its own.
///
/// # Panics
///
/// Where a fixture of the cases cannot be read.
#[must_use]
pub fn forms() -> Vec<Form> {
    let mut forms = Vec::new();
    let mut add = |what: &str, file: &str, bytes: Vec<u8>, secret: &[u8]| {
        let file = format!("{:02}-{file}", forms.len());
        forms.push(Form { what: what.into(), file, bytes, secret: secret.into() });
    };
    for key in bare() {
        let Bare { what, der, secret, .. } = &key;
        add(&format!("{what}, PEM"), "key.pem", key.pem().into(), secret);
        add(&format!("{what}, DER"), "key.der", der.clone(), secret);
    }
    let keys = bare();
    let (rsa, ec) = (&keys[0], &keys[2]);
    for Bare { what, label, der, secret } in [rsa, ec] {
        let text = pem::encode(label, der);
        for (encoding, bytes) in encodings::every_encoding(&text, der) {
            let name = encoding.replace([' ', ','], "-");
            add(&format!("{what}, {encoding}"), &format!("{name}.txt"), bytes, secret);
        }
        let url = pem::base64(der).replace('+', "-").replace('/', "_");
        add(&format!("{what}, base64url"), "base64url", url.into(), secret);
        let pairs = encodings::hexadecimal(der, "", ":");
        let lines: Vec<_> = pairs.as_bytes().chunks(45).map(String::from_utf8_lossy).collect();
        add(
            &format!("{what}, lines of OpenSSL"),
            "openssl.txt",
            lines.join("\n    ").into(),
            secret,
        );
    }
    let edwards = Key::ed25519("forms");
    let of_edwards = edwards.pkcs8()[16..].to_vec();
    let of_encrypted = keys[5].secret.clone();
    let legacy = pem::encode("RSA PRIVATE KEY", &of_encrypted).replacen(
        "-----\n",
        "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n",
        1,
    );
    add("encrypted by OpenSSL's older way", "legacy.pem", legacy.into(), &of_encrypted);
    let ssh = openssh(&edwards);
    let armour = pem::encode("OPENSSH PRIVATE KEY", &ssh);
    add("OpenSSH", "id_ed25519", armour.into(), &of_edwards);
    add("OpenSSH without armour", "id_ed25519.bin", ssh.clone(), &of_edwards);
    add("OpenSSH as base64", "id_ed25519.txt", pem::base64(&ssh).into(), &of_edwards);
    add("PuTTY", "key.ppk", putty(&edwards).into(), &of_edwards);
    let pkcs12 = pkcs12(&of_encrypted);
    add("PKCS#12", "key.p12", pkcs12.clone(), &of_encrypted);
    add("PKCS#12 as base64", "p12.txt", pem::base64(&pkcs12).into(), &of_encrypted);
    for (what, magic) in [("JKS", [0xfe, 0xed, 0xfe, 0xed]), ("JCEKS", [0xce; 4])] {
        let store = java_keystore(magic, &of_encrypted);
        add(what, "key.jks", store.clone(), &of_encrypted);
        add(&format!("{what} as base64"), "jks.txt", pem::base64(&store).into(), &of_encrypted);
    }
    let jwk = format!("{{\"kty\":\"EC\",\"d\":\"{}\"}}", pem::base64(&ec.secret).replace('=', ""));
    add("JSON of a web key", "key.jwk", jwk.into(), &ec.secret);
    let leaf = Authorities::new().private_issuing.issue(Template::leaf("core.example.com"));
    let leaf = leaf.pem();
    for Bare { what, label, der, secret } in [rsa, ec] {
        let key = pem::encode(label, der);
        let add = &mut |form: &str, file: &str, bytes: Vec<u8>| {
            add(&format!("{what}, {form}"), file, bytes, secret);
        };
        add("between certificates", "bundle.pem", format!("{leaf}{key}{leaf}").into());
        add("cut off", "cut.pem", key[..key.len() * 2 / 3].into());
        let tar = Tar::default()
            .file("server_core1_2026-11-20_09_30_00.pem", leaf.as_bytes())
            .file("key.pem", key.as_bytes())
            .file("certificates.pem", format!("{leaf}{key}").as_bytes())
            .file(&pem::base64(der).replace('/', "_")[..90], b"x")
            .end();
        add("in a tar", "core.tar", tar.clone());
        add("in a tar in gzip", "core.tar.gz", gzip(&tar));
        add("in a tar in gzip without a name that says so", "core", gzip(&tar));
        add("in gzip", "key.pem.gz", gzip(key.as_bytes()));
        add("in gzip without a name that says so", "key.pem", gzip(key.as_bytes()));
        add("DER in gzip without a name that says so", "key.der", gzip(der));
        let zipped = zip::of(&[("key.pem", key.as_bytes()), ("core.pem", leaf.as_bytes())]);
        add("in a zip", "core.zip", zipped.clone());
        add("in a zip without a name that says so", "core.pem", zipped.clone());
        let nested = Tar::default().file("a.zip", &zipped).file("b.tar.gz", &gzip(&tar)).end();
        add("in archives in one another", "nested.tar.gz", gzip(&nested));
        dumps(&key, &pem::base64(der), add);
        in_cases(&key, &pem::base64(der), add);
        add("in a deployment file", "deployment.toml", format!("{DEPLOYMENT}\n{key}").into());
        let quoted = format!("{DEPLOYMENT}verify_name = \"{}\"\n", pem::base64(der));
        add("as a value of a deployment file", "deployment.toml", quoted.into());
    }
    forms
}

/// A key in settings, as text and as XML, in a status dump and in a log.
fn dumps(key: &str, base64: &str, add: &mut impl FnMut(&str, &str, Vec<u8>)) {
    let line = key.replace('\n', "\\n");
    let settings = |value: &str| {
        format!(
            "*c xConfiguration SystemUnit Name: \"{value}\"\n\
             *c xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode: \"{value}\"\n\
             *c xConfiguration Zones Zone 7 Name: \"{value}\"\n\
             *c xConfiguration Zones Zone 7 Type: \"Neighbor\"\n\
             *c xConfiguration Zones Zone 7 Neighbor SIP Transport: \"TLS\"\n\
             *c xConfiguration Zones Zone 7 Neighbor Peer 1 Address: \"{value}\"\n\
             *c xConfiguration {value} Software Version: \"X15.5\"\n{value}\n"
        )
    };
    add("in settings", "xconf_dump_core1_2026-11-20_09_30_00.txt", settings(base64).into());
    add("as PEM in settings", "xconf_dump_core1_2026-11-20_09_30_00.txt", settings(&line).into());
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<Configuration product=\"{base64}\" version=\"{base64}\"><Zones item=\"1\">\
         <Zone item=\"7\"><Name item=\"1\">{key}</Name><Type item=\"1\">Neighbor</Type>\
         <Neighbor item=\"1\"><Peer item=\"1\"><Address item=\"1\">{base64}</Address></Peer>\
         </Neighbor></Zone></Zones><{base64}>x</{base64}></Configuration>\n"
    );
    add("in XML", "xconf_dump_core1_2026-11-20_09_30_00.xml", xml.into());
    let status = format!(
        "*s SystemUnit:\n  Product: \"{base64}\"\n  Software:\n    Version: \"{base64}\"\n/end\n\
         *s Zones:\n  Zone 7:\n    Name: \"{base64}\"\n    Status: \"Failed {base64}\"\n    \
         Cause: \"{base64}\"\n/end\n*s Alarm 1:\n  ID: \"20001\"\n  Reason: \"{base64}\"\n/end\n"
    );
    add("in a status dump", "xstat_dump_core1_2026-11-20_09_30_00.txt", status.into());
    let log = format!(
        "2026-11-20T09:30:00.000+00:00 {base64} tvcs: Event=\"Inbound TLS Negotiation Error\" \
         Service=\"SIP\" Src-ip=\"{base64}\" Src-port=\"25000\" Dst-port=\"7001\" Detail=\"{base64}\" \
         Common-name=\"{base64}\" Protocol=\"TLS\" Level=\"1\"\n{key}\n"
    );
    add("in a log", "loggingsnapshot_core1_2026-11-20_09_30_00.txt", log.into());
}

/// A key in the places of a case.
fn in_cases(key: &str, base64: &str, add: &mut impl FnMut(&str, &str, Vec<u8>)) {
    let case = eku_case::write(&cases::full());
    let escaped = key.replace('\n', "\\n");
    let name = "\"edge.example.com\"";
    for (what, changed) in [
        ("as a name in a case", case.replacen(name, &format!("\"{base64}\""), 1)),
        ("as PEM in a case", case.replacen(name, &format!("\"{escaped}\""), 1)),
        (
            "beside a certificate of a case",
            case.replacen("-----BEGIN CERTIFICATE", &format!("{escaped}-----BEGIN CERTIFICATE"), 1),
        ),
        ("as a key of a case", case.replacen("\"core\"", &format!("\"{base64}\": 1, \"core\""), 1)),
        ("as the schema of a case", case.replacen("eku/case/2", &format!("eku/{base64}"), 1)),
        ("as the end of a case", format!("{case}{base64}")),
    ] {
        assert_ne!(changed, case, "{what}");
        add(what, "expressway-eku-case.json", changed.into());
    }
}

/// A deployment, for something to stand in behind it.
const DEPLOYMENT: &str = "release = \"X15.5\"\n[edge]\nserver_certificate = \"edge.pem\"\n[core]\n\
                          server_certificate = \"core.pem\"\n";
