//! The CA certificates of the parts of a file that came before, for the parts that follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eku_engine::certificate::Certificate;

/// CA certificates by their subjects, at most [`MOST`] of them.
#[derive(Debug, Default)]
pub(super) struct Authorities {
    by_subject: BTreeMap<Vec<u8>, Vec<Arc<Certificate>>>,
    count: usize,
}

/// What a part asks for and adds.
#[derive(Debug, Default)]
pub(super) struct Named {
    issuers: BTreeSet<Vec<u8>>,
    authorities: Vec<(Vec<u8>, Arc<Certificate>)>,
}

impl Named {
    /// The issuers that some certificates name, and the CA certificates among them.
    pub(super) fn of(certificates: &[Certificate]) -> Self {
        let authority = |one: &Certificate| (one.subject.canonical(), Arc::new(one.clone()));
        Self {
            issuers: certificates.iter().map(|one| one.issuer.canonical()).collect(),
            authorities: certificates.iter().filter(|one| one.is_ca()).map(authority).collect(),
        }
    }
}

impl Authorities {
    /// Those that stand above what is named, and takes in what the part adds.
    pub(super) fn take(&mut self, named: Named) -> Vec<Arc<Certificate>> {
        let mut above = Vec::new();
        let mut open = Vec::from_iter(named.issuers.iter().cloned());
        let mut asked = named.issuers;
        while let Some(issuer) = open.pop() {
            for authority in self.by_subject.get(&issuer).into_iter().flatten() {
                above.push(Arc::clone(authority));
                let next = authority.issuer.canonical();
                if asked.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        for (subject, authority) in named.authorities {
            let same = self.by_subject.entry(subject).or_default();
            let known = same.iter().any(|other| other.der() == authority.der());
            if self.count < MOST && same.len() < MOST_ALIKE && !known {
                same.push(authority);
                self.count += 1;
            }
        }
        above
    }
}

/// More than any list of CAs has.
const MOST: usize = 1_000;

/// So many of one subject.
const MOST_ALIKE: usize = 8;
