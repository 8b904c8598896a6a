//! The engine and `openssl x509` read the same in every certificate, and refuse the same.

use std::sync::LazyLock;
use std::thread;

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
fn dates_that_only_openssl_reads_are_refused_when_it_verifies() {
    let odd: Vec<&Generated> = GENERATED
        .iter()
        .filter(|one| !one.mixture && one.expected.engine_refuses == Some(generated::NO_DATE))
        .collect();
    assert!(!odd.is_empty());
    for one in odd {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("odd-date-{}.pem", &one.label[..3]));
        std::fs::write(&path, one.certificate.pem()).expect("a file can be written");
        let path = path.to_str().expect("a path in UTF-8");
        let output = openssl::run(&["verify", "-partial_chain", "-trusted", path, path], &[]);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains("error 13 "), "{}: {complaint}", one.label);
    }
}
