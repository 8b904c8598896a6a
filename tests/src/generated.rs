//! 240 certificates that differ in everything that a reader can trip over, the same each time.
//!
//! The first go through every state of the extended key usage, critical and not, first and last
//! among the extensions; the next have one other unusual trait each; the rest draw from all tables.
//! A trait says whether the engine or OpenSSL is known to refuse it and in which fields they are
//! known to differ; the test fails where that is not so any more.

mod dates;
mod extensions;
mod identity;

pub use dates::NO_DATE;

use crate::maker::{Authority, Certificate, Template, expand};

/// How many there are.
pub const COUNT: usize = 240;

/// One generated certificate and what is expected of its readers.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Number and traits, for messages.
    pub label: String,
    /// The certificate.
    pub certificate: Certificate,
    /// What the two readers make of it.
    pub expected: Expected,
    /// Whether it has several unusual traits, so that one may hide another.
    pub mixture: bool,
}

/// In what the engine and OpenSSL are known to differ from each other, or to refuse alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Why the engine refuses it.
    pub engine_refuses: Option<&'static str>,
    /// Why OpenSSL refuses it.
    pub openssl_refuses: Option<&'static str>,
    /// In which fields the two differ, and why.
    pub differs: Vec<(&'static str, &'static str)>,
}

/// One way in which a certificate can be unusual, or usual.
struct Trait {
    name: &'static str,
    apply: fn(Template) -> Template,
    expected: Expected,
}

impl Trait {
    fn new(name: &'static str, apply: fn(Template) -> Template) -> Trait {
        Trait { name, apply, expected: Expected::default() }
    }

    fn engine_refuses(mut self, why: &'static str) -> Trait {
        self.expected.engine_refuses = Some(why);
        self
    }

    fn openssl_refuses(mut self, why: &'static str) -> Trait {
        self.expected.openssl_refuses = Some(why);
        self
    }

    fn both_refuse(self, why: &'static str) -> Trait {
        self.engine_refuses(why).openssl_refuses(why)
    }

    fn differs(mut self, field: &'static str, why: &'static str) -> Trait {
        self.expected.differs.push((field, why));
        self
    }
}

/// All of them.
pub fn all() -> Vec<Generated> {
    let issuer = Authority::root(Template::authority("Generated certificates"));
    let states = extensions::purposes();
    let others = [
        identity::serials(),
        dates::dates(),
        identity::subjects(),
        extensions::alternative_names(),
        extensions::usages(),
        identity::keys(),
    ];
    let mut choices: Vec<Choice> = Vec::new();
    for (critical, first) in [(false, false), (true, false), (false, true), (true, true)] {
        let usual =
            (0..states.len()).map(|state| Choice { state, critical, first, ..Choice::default() });
        choices.extend(usual);
    }
    // The first of each table is what is usual.
    for (table, traits) in others.iter().enumerate() {
        for place in 1..traits.len() {
            let mut choice = Choice { state: 4, ..Choice::default() };
            choice.others[table] = place;
            choices.push(choice);
        }
    }
    assert!(choices.len() < COUNT, "no certificate is left for mixtures");
    for number in choices.len()..COUNT {
        choices.push(Choice::drawn(number, &states, &others));
    }
    choices
        .iter()
        .enumerate()
        .map(|(number, choice)| {
            let mut traits = vec![&states[choice.state]];
            traits.extend(others.iter().zip(choice.others).map(|(table, place)| &table[place]));
            build(number, choice, &traits, &issuer)
        })
        .collect()
}

/// One place in each table.
#[derive(Clone, Debug, Default)]
struct Choice {
    mixture: bool,
    state: usize,
    critical: bool,
    first: bool,
    others: [usize; 6],
}

impl Choice {
    fn drawn(number: usize, states: &[Trait], others: &[Vec<Trait>; 6]) -> Choice {
        let bytes = expand(&format!("generated {number}"), 8);
        let mut places = [0; 6];
        for ((place, table), byte) in places.iter_mut().zip(others).zip(&bytes) {
            *place = usize::from(*byte) % table.len();
        }
        Choice {
            mixture: true,
            state: usize::from(bytes[6]) % states.len(),
            critical: bytes[7] & 1 == 1,
            first: bytes[7] & 2 == 2,
            others: places,
        }
    }
}

fn build(number: usize, choice: &Choice, traits: &[&Trait], issuer: &Authority) -> Generated {
    let base = Template::leaf(&format!("generated {number}")).dns(&["core.example.com"]);
    let template = traits.iter().fold(base, |template, one| (one.apply)(template));
    let template = extensions::arrange(template, choice.critical, choice.first);
    let mut expected = Expected::default();
    for one in traits {
        expected.engine_refuses = expected.engine_refuses.or(one.expected.engine_refuses);
        expected.openssl_refuses = expected.openssl_refuses.or(one.expected.openssl_refuses);
        expected.differs.extend(&one.expected.differs);
    }
    let names: Vec<&str> = traits.iter().map(|one| one.name).collect();
    let critical = if choice.critical { ", critical" } else { "" };
    let place = if choice.first { ", first" } else { "" };
    Generated {
        label: format!("{number:03}: {}{critical}{place}", names.join(", ")),
        certificate: issuer.issue(template),
        expected,
        mixture: choice.mixture,
    }
}
