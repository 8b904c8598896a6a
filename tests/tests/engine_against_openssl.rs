//! The engine and `openssl x509` read the same in every certificate, and refuse the same.

use std::sync::LazyLock;
use std::thread;

use eku_engine::certificate::{Certificate, Deviation, ValidityAt};
use eku_engine::report;
use eku_engine::time::Timestamp;
use eku_tests::ber::{self, Looseness};
use eku_tests::generated::{self, Generated};
use eku_tests::{engine, openssl};

#[test]
fn every_root_of_the_public_list_reads_as_openssl_reads_it() {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
    assert!(roots.len() > 100, "the list has only {} roots", roots.len());
    let complaints = complaints(roots, |root| match (engine::facts(root), openssl::facts(root)) {
        (Ok(ours), Ok(theirs)) if ours == theirs => None,
        (ours, theirs) => Some(format!("engine:  {ours:?}\nopenssl: {theirs:?}")),
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn every_generated_certificate_reads_as_openssl_reads_it_but_for_the_known_differences() {
    assert_eq!(GENERATED.len(), generated::COUNT);
    let complaints = complaints(&GENERATED, complaint);
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn a_certificate_in_ber_reads_as_openssl_reads_it() {
    let roots = &webpki_root_certs::TLS_SERVER_ROOT_CERTS[..40];
    let loose = roots
        .iter()
        .flat_map(|root| Looseness::ALL.map(|how| (how, root.as_ref(), ber::loosened(root, how))));
    let complaints = complaints(&Vec::from_iter(loose), |(how, strict, loose)| {
        let (ours, theirs) = (engine::facts(loose), openssl::facts(loose));
        if ours.as_ref().ok().is_none() || ours.as_ref().ok() != theirs.as_ref().ok() {
            return Some(format!("{how:?}\nengine:  {ours:?}\nopenssl: {theirs:?}"));
        }
        let [loose, strict] =
            [loose, *strict].map(|bytes| Certificate::from_der(bytes).expect("it was read"));
        assert!(loose.deviations.contains(&Deviation::Ber));
        assert_eq!(loose.public_key(), strict.public_key());
        // What was signed is not what stands there now.
        assert_ne!(loose.self_signed(), Some(true));
        None
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn ber_outside_of_what_is_signed_leaves_the_signature_and_the_fingerprint_as_they_are() {
    for root in &webpki_root_certs::TLS_SERVER_ROOT_CERTS[..10] {
        let strict = Certificate::from_der(root).expect("a root");
        let head = root.len() - usize::from(u16::from_be_bytes([root[2], root[3]]));
        let loose = [&[0x30, 0x80], &root[head..], &[0, 0]].concat();
        let read = Certificate::from_der(&loose).expect("BER is read");
        assert_eq!(read.sha256(), strict.sha256());
        assert_eq!(read.self_signed(), strict.self_signed());
        assert_eq!(read.deviations, [strict.deviations.as_slice(), &[Deviation::Ber]].concat());
        assert_eq!(engine::facts(&loose), Ok(openssl::facts(&loose).expect("OpenSSL reads it")));
    }
}

static GENERATED: LazyLock<Vec<Generated>> = LazyLock::new(generated::all);

/// What `complaint` says of any item. The openssl command starts once for each: two at a time.
fn complaints<Item: Sync>(
    items: &[Item],
    complaint: impl Fn(&Item) -> Option<String> + Copy + Send,
) -> Vec<String> {
    let (one_half, other_half) = items.split_at(items.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(move || other_half.iter().filter_map(complaint).collect());
        let mut all: Vec<String> = one_half.iter().filter_map(complaint).collect();
        all.extend::<Vec<String>>(other.join().expect("comparing does not panic"));
        all
    })
}

/// What is not as expected, nothing where all is.
fn complaint(one: &Generated) -> Option<String> {
    let ours = engine::facts(one.certificate.der());
    let theirs = openssl::facts(one.certificate.der());
    let expected = &one.expected;
    let about =
        |what: &str| Some(format!("{}: {what}\nengine:  {ours:?}\nopenssl: {theirs:?}", one.label));
    match (ours.is_err(), expected.engine_refuses) {
        (true, None) => return about("the engine refuses it"),
        (false, Some(why)) => return about(&format!("the engine no longer refuses it ({why})")),
        _ => {}
    }
    match (theirs.is_err(), expected.openssl_refuses) {
        (true, None) => return about("openssl refuses it"),
        (false, Some(why)) => return about(&format!("openssl does not refuse it ({why})")),
        _ => {}
    }
    let (Ok(ours), Ok(theirs)) = (&ours, &theirs) else {
        return None;
    };
    let fields = ours.differences(theirs);
    let unknown =
        fields.iter().find(|field| expected.differs.iter().all(|known| known.0 != **field));
    if let Some(field) = unknown {
        return about(&format!("the {field} differ"));
    }
    // Only where nothing else is unusual must a known difference show.
    let gone = expected.differs.iter().find(|known| !one.mixture && !fields.contains(&known.0));
    gone.and_then(|(field, why)| about(&format!("the {field} no longer differ ({why})")))
}

#[test]
fn what_is_no_date_is_refused_by_openssl_when_it_verifies_and_named_by_the_engine() {
    let is_no_date = |known: &(&str, &str)| known.1 == generated::NO_DATE;
    let odd: Vec<&Generated> = GENERATED
        .iter()
        .filter(|one| !one.mixture && one.expected.differs.iter().any(is_no_date))
        .collect();
    assert!(!odd.is_empty());
    for one in odd {
        let read = Certificate::from_der(one.certificate.der()).expect("it is read");
        assert_eq!(
            read.validity_at(Timestamp::default()),
            ValidityAt::NotYetValid,
            "{}",
            one.label
        );
        let problems = report::certificate(&read, "", 0).problems.join("\n");
        assert!(problems.contains("OpenSSL rejects it (error 13)"), "{}: {problems}", one.label);
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("odd-date-{}.pem", &one.label[..3]));
        std::fs::write(&path, one.certificate.pem()).expect("a file can be written");
        let path = path.to_str().expect("a path in UTF-8");
        let output = openssl::run(&["verify", "-partial_chain", "-trusted", path, path], &[]);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains("error 13 "), "{}: {complaint}", one.label);
    }
}
