//! What stands above certificates, as far as it tells who issued them: found once for all that have it
//! in common.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Evidence, Issuer, known_root, known_roots, name_hash};
use crate::certificate::{Certificate, Name};
use crate::chain::Links;
use crate::policy::{Authority, authorities};

/// Who issued many certificates: what those of one CA have in common is found once.
pub(crate) struct Issuers<'l> {
    links: &'l Links,
    /// By the lists of issuers, and the names of the issuers.
    above: BTreeMap<(usize, &'l [u8]), Above>,
}

impl<'l> Issuers<'l> {
    pub(crate) fn among(links: &'l Links) -> Self {
        Self { links, above: BTreeMap::new() }
    }

    /// Who issued a certificate, as [`Issuer::of`] says.
    pub(crate) fn of(&mut self, certificate: &'l Certificate) -> Issuer {
        // What may issue others may stand above itself.
        let list = self.links.list_of(certificate).filter(|_| !certificate.is_ca());
        let Some(list) = list else { return Issuer::of(certificate, self.links) };
        let above = self.above.entry((list, certificate.issuer.der()));
        let above = above.or_insert_with(|| Above::of(certificate, self.links));
        Issuer::below(above, certificate, self.links)
    }
}

/// What stands above a certificate, as far as it tells who issued it.
pub(super) struct Above {
    pub(super) authorities: [Option<&'static Authority>; 2],
    /// The certificate hashes of the known roots that were given.
    pub(super) given: Vec<[u8; 8]>,
    /// Those of the known roots that are named and were not given.
    pub(super) named: Vec<[u8; 8]>,
    /// The known root, if there is one.
    pub(super) known: Option<Evidence>,
    /// The root that is not known, if there is one.
    pub(super) other: Option<Evidence>,
}

impl Above {
    pub(super) fn of(certificate: &Certificate, links: &Links) -> Self {
        let above = links.above(certificate);
        let mut names = Vec::from([&certificate.issuer]);
        names.extend(above.iter().map(|ca| &ca.issuer));
        let named = Vec::from_iter(named_roots(&above, &names));
        let known = above.iter().find(|ca| known_root(ca).is_some());
        let known = known.map(|root| match (root.subject.to_string(), links.are_verified()) {
            (subject, true) => Evidence::KnownRoot { subject },
            (subject, false) => Evidence::NamesLeadToKnownRoot { subject },
        });
        let first = named.first();
        let first = first.map(|(_, name)| Evidence::NamesKnownRoot { subject: name.to_string() });
        let other = above.iter().find(|ca| links.self_signed(ca) == Some(true));
        let other = other.map(|root| Evidence::OtherRoot { subject: root.subject.to_string() });
        let with_name = |(hash, _): &([u8; 8], _)| known_roots::with_name(*hash);
        Self {
            authorities: authorities(&names),
            given: above.iter().copied().filter_map(known_root).collect(),
            named: named.iter().flat_map(with_name).collect(),
            known: known.or(first),
            other,
        }
    }
}

/// The names of known roots, with their hashes, that stand for no CA that was given: a root that was
/// given and has another key than the known one is another root.
fn named_roots<'n>(
    above: &[&Certificate],
    names: &[&'n Name],
) -> impl Iterator<Item = ([u8; 8], &'n Name)> {
    let given = BTreeSet::from_iter(above.iter().map(|ca| ca.subject.canonical()));
    let hashed = names.iter().map(|name| (name_hash(name), *name));
    let known = hashed.filter(|(hash, _)| known_roots::with_name(*hash).next().is_some());
    known.filter(move |(_, name)| !given.contains(&name.canonical()))
}
