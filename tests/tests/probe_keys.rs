//! The key of a client certificate: it is used for a handshake in every form in which people have it, and
//! nothing of it is left anywhere. What cannot be used is told in one message.

use std::fs;
use std::path::{Path, PathBuf};

use eku_tests::command::{Eku, Ran};
use eku_tests::handshakes::Version;
use eku_tests::keys::Traces;
use eku_tests::live::{self, Asks, Server, Setup, Stack, World};
use eku_tests::maker::{Certificate, Key, Template, container, oid, pem};

#[test]
fn a_key_in_any_form_is_used_and_left_nowhere() {
    let (folder, world) = (folder("used"), World::default());
    let server = server(&world, &folder);
    let target = format!("127.0.0.1:{}", server.port);
    let (rsa, ec) = (client(&world, Key::rsa(2048, 5)), client(&world, Key::p256("probe client")));
    let (large, edwards) =
        (client(&world, Key::p384("probe client")), client(&world, Key::ed25519("probe client")));
    let parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    for (certificate, form, file) in [
        (&rsa, "PKCS#8", rsa.key().pkcs8_pem().into_bytes()),
        (&rsa, "PKCS#8 in DER", rsa.key().pkcs8()),
        (&rsa, "PKCS#1", pem::encode("RSA PRIVATE KEY", &rsa.key().pkcs1()).into_bytes()),
        (&rsa, "PKCS#1 in DER", rsa.key().pkcs1()),
        (&ec, "PKCS#8", ec.key().pkcs8_pem().into_bytes()),
        (&ec, "SEC1", sec1(&ec).into_bytes()),
        (&ec, "SEC1 in DER", ec.key().sec1()),
        (&ec, "SEC1 behind parameters", [parameters, &sec1(&ec)].concat().into_bytes()),
        (&ec, "behind the certificate", [ec.pem(), ec.key().pkcs8_pem()].concat().into_bytes()),
        (&large, "PKCS#8", large.key().pkcs8_pem().into_bytes()),
        (&edwards, "PKCS#8", edwards.key().pkcs8_pem().into_bytes()),
    ] {
        let own = folder.join("own");
        let _ = fs::remove_dir_all(&own);
        fs::create_dir_all(&own).expect("a folder can be made");
        let [key, shown] = [own.join("key"), own.join("certificate.pem")];
        fs::write(&key, &file).expect("it can be written");
        fs::write(&shown, certificate.pem()).expect("it can be written");
        let traces = Traces::of([secret(certificate.key()).as_slice()]);
        for format in ["text", "json"] {
            let words = ["probe", "--format", format, "--save-case", "case.json"];
            let own_files = ["--client-certificate", "certificate.pem", "--client-key", "key"];
            let ran = eku(&own, words.into_iter().chain(own_files).chain([target.as_str()]));
            assert_eq!(ran.code, 0, "{form}: {}\n{}", ran.messages, ran.output);
            let accepted = "The server accepted the client certificate";
            assert!(ran.output.contains(accepted), "{form}: {}", ran.output);
            for told in [&ran.output, &ran.messages] {
                assert_eq!(traces.found_in(told.as_bytes()), None, "{form}: {told}");
            }
            let mut names = Vec::new();
            for entry in fs::read_dir(&own).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path != key {
                    let bytes = fs::read(&path).expect("a file");
                    assert_eq!(traces.found_in(&bytes), None, "{form}: {path:?}");
                }
                names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            }
            names.sort();
            assert_eq!(names, ["case.json", "certificate.pem", "key"], "{form}");
        }
    }
}

#[test]
fn a_key_that_cannot_be_used_is_one_message() {
    let (folder, world) = (folder("unusable"), World::default());
    let ec = client(&world, Key::p256("probe client"));
    let other = client(&world, Key::p256("another client"));
    let huge = client(&world, Key::p521("probe client"));
    let encrypted = ec.key().encrypted_pkcs8("secret");
    let old = pem::encode("EC PRIVATE KEY", &encrypted).replacen(
        "KEY-----\n",
        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n",
        1,
    );
    let decrypt = "is an encrypted private key: decrypt it with openssl pkey -in KEY -out PLAIN, and \
        delete PLAIN after the probe";
    let none =
        "contains no private key: use the private key of the client certificate, in PEM or DER";
    for (certificate, key, message) in [
        (&ec, pem::encode("ENCRYPTED PRIVATE KEY", &encrypted).into_bytes(), decrypt),
        (&ec, encrypted, decrypt),
        (&ec, old.into_bytes(), decrypt),
        (
            &ec,
            container::pkcs12(&[&ec], "secret"),
            "is a PKCS#12 file, not a private key: export the key with openssl pkcs12 -in FILE -nocerts \
             -nodes -out PLAIN, and delete PLAIN after the probe",
        ),
        (&ec, ec.pem().into_bytes(), none),
        (&ec, b"no key".to_vec(), none),
        (&ec, Vec::new(), none),
        (
            &ec,
            other.key().pkcs8_pem().into_bytes(),
            "does not belong to the client certificate: use the key of the first certificate in that file",
        ),
        (
            &huge,
            huge.key().pkcs8_pem().into_bytes(),
            "is a private key of a type that eku probe cannot use: use RSA with 2,048 to 4,096 bits, or \
             EC on P-256 or P-384",
        ),
    ] {
        fs::write(folder.join("key"), &key).expect("it can be written");
        fs::write(folder.join("certificate.pem"), certificate.pem()).expect("it can be written");
        let words = ["probe", "--client-certificate", "certificate.pem", "--client-key", "key"];
        // Nothing is connected to: nothing else is told.
        let ran = eku(&folder, words.into_iter().chain(["127.0.0.1:1"]));
        assert_eq!((ran.code, ran.output.as_str()), (2, ""), "{message}");
        assert_eq!(ran.messages, format!("key: {message}\n"));
    }
    fs::write(folder.join("key"), vec![b' '; (1 << 20) + 1]).expect("it can be written");
    let words = ["probe", "--client-certificate", "certificate.pem", "--client-key", "key", "h:1"];
    let ran = eku(&folder, words);
    assert_eq!(ran.code, 2);
    assert!(ran.messages.starts_with("key: is larger than 1 MiB: "), "{}", ran.messages);
}

/// Where libraries may write or log, that is asked of them, in the folder.
fn eku<'w>(folder: &Path, words: impl IntoIterator<Item = &'w str>) -> Ran {
    let log = folder.join("keys.log").to_string_lossy().into_owned();
    let here = folder.to_string_lossy().into_owned();
    let eku = Eku::new(words).in_folder(folder).environment("SSLKEYLOGFILE", &log);
    let eku = ["HOME", "TMPDIR"].iter().fold(eku, |eku, name| eku.environment(name, &here));
    eku.environment("RUST_LOG", "trace").environment("RUST_BACKTRACE", "full").run()
}

fn server(world: &World, folder: &Path) -> Server {
    let shows = world.certificate("server.example.com", live::Eku::Server);
    let trusts = world.trusted.certificate();
    let (stack, version, asks) = (Stack::OpenSsl, Version::Tls13, Asks::Must);
    Server::start(&Setup { stack, version, asks, shows: &shows, trusts }, folder)
}

fn client(world: &World, key: Key) -> Certificate {
    let template = Template::leaf("client.example.com").key(key).purposes(&[oid::CLIENT_AUTH]);
    world.trusted.issue(template.valid("2020-01-01T00:00:00Z", "2048-01-01T00:00:00Z"))
}

fn sec1(certificate: &Certificate) -> String {
    pem::encode("EC PRIVATE KEY", &certificate.key().sec1())
}

/// What of a key no certificate shows.
fn secret(key: &Key) -> Vec<u8> {
    let bytes = key.pkcs8();
    match bytes.len() {
        // What follows the modulus and the exponent.
        1000.. => bytes[310..].to_vec(),
        length @ ..=60 => bytes[length - 32..].to_vec(),
        _ => key.sec1()[7..39].to_vec(),
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("probe-keys").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
