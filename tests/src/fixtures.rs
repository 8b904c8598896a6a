//! The files under `tests/certs`: what they are called, what they hold, what each is for.
//!
//! [`all`] makes every one of them, byte for byte the same each time; [`write()`] brings a folder
//! into that state and [`differences`] says where a folder is in another. The list in
//! `tests/certs/README.md` is made from the same values, so it cannot be out of date.

mod authorities;
mod bad;
mod chains;
mod edges;
mod forecast;
mod forms;
mod names;
mod nodes;
mod refused;
mod tree;

pub use authorities::Authorities;
pub use tree::{Changes, differences, folder, write};

use crate::maker::Certificate;

/// One file.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Where it stands below `tests/certs`, with `/` between the parts.
    pub path: String,
    /// What it is for, in one line.
    pub what: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Fixture {
    fn new(path: impl Into<String>, what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Fixture {
        Fixture { path: path.into(), what: what.into(), bytes: bytes.into() }
    }

    /// A PEM file: the first certificate is what the file is for, the others are its chain.
    fn chain(path: &str, what: &str, certificates: &[&Certificate]) -> Fixture {
        let mut text = String::new();
        for (place, certificate) in certificates.iter().enumerate() {
            if place == 0 {
                text += &certificate.described_pem(what);
            } else {
                text += &format!("\n{}", certificate.described_pem("the chain of the above"));
            }
        }
        Fixture::new(path, what, text)
    }
}

/// Every fixture, in the order of the list for people.
pub fn all() -> Vec<Fixture> {
    let authorities = Authorities::new();
    let mut fixtures = authorities::fixtures(&authorities);
    fixtures.extend(nodes::fixtures(&authorities));
    fixtures.extend(edges::fixtures(&authorities));
    fixtures.extend(chains::fixtures(&authorities));
    fixtures.extend(forecast::fixtures(&authorities));
    fixtures.extend(refused::fixtures(&authorities));
    fixtures.extend(names::fixtures(&authorities));
    fixtures.extend(forms::fixtures(&authorities));
    fixtures.extend(bad::fixtures(&authorities));
    let list = read_me(&fixtures);
    fixtures.push(Fixture::new("README.md", "the list", list));
    fixtures
}

fn read_me(fixtures: &[Fixture]) -> String {
    let mut text = String::from(
        "# Test certificates\n\n\
         Made by `cargo xtask fixtures`; do not edit. Every key is derived from a label in this\n\
         repository and is **known to everybody**: never trust any of these certificates.\n\n\
         CA1 is the made-up private CA, CA2 the made-up public one. Unless a line says otherwise,\n\
         a file holds a leaf that is valid from 2026-06-01 to 2027-06-01 and then its intermediate.\n\
         How they are made: `tests/src/fixtures.rs`.\n\n\
         | file | for |\n|---|---|\n",
    );
    for fixture in fixtures {
        text += &format!("| `{}` | {} |\n", fixture.path, fixture.what);
    }
    text
}
