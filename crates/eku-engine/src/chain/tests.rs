//! Tables of files and trusted CA lists, with real signatures.

mod bounds;
mod issuers;
mod paths;
mod purposes;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::*;
use crate::testing::at;
use crate::testing::deployments::{file, list};

type Made = Arc<Certificate>;

/// What the paths of the first certificate of a file come to on 2026-11-23, in words. `elsewhere`
/// is known from other stores.
fn came_of(files: &[&Made], trusted: Option<&[&Made]>, elsewhere: &[&Made]) -> String {
    let trusted = trusted.map(list);
    let presented = file(files[0], &files[1..]);
    let known = files.iter().chain(elsewhere).copied();
    let known = known.chain(trusted.iter().flat_map(|list| &list.certificates));
    let links = Links::among(known);
    words(&links.examine(&presented, trusted.as_ref(), at("2026-11-23")))
}

/// `given, reached, root expired 2027-01-01, every S root, some C intermediate`.
fn words(paths: &Paths) -> String {
    let mut words = Vec::from([if paths.given { "given" } else { "alone" }.into()]);
    words.push(String::from(match paths.trust {
        Trust::NotGiven => "no list",
        Trust::Reached => "reached",
        Trust::NotReached => "not reached",
        Trust::SignatureNotChecked => "not checked",
        Trust::BoundMet => "bound met",
    }));
    if let Some(ca) = &paths.invalid_ca {
        let word = if ca.expired { "expired" } else { "begins" };
        words.push(format!("{} {word} {}", ca.subject, ca.bound.date()));
    }
    for (purpose, word) in [(Purpose::ServerAuth, "S"), (Purpose::ClientAuth, "C")] {
        match paths.restriction(purpose) {
            Restriction::None => {}
            Restriction::SomePaths { subject, .. } => {
                words.push(format!("some {word} {}", subject));
            }
            Restriction::EveryPath { subject, .. } => {
                words.push(format!("every {word} {}", subject));
            }
        }
    }
    words.join(", ")
}

/// A name for the case, the file, the list and the words.
type Case<'c> = (&'c str, &'c [&'c Made], Option<&'c [&'c Made]>, &'c str);

/// Holds `came_of` against a table.
fn check(cases: &[Case<'_>]) {
    for (case, file, trusted, expected) in cases {
        assert_eq!(came_of(file, *trusted, &[]), *expected, "{case}");
    }
}
