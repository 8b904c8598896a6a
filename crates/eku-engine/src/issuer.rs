//! Who issued a certificate: a public CA, a private one, itself, or nobody knows.
//!
//! Entry point: [`Issuer::of`]. It decides by what the certificate itself shows, never by one sign
//! alone that anybody can write into a name:
//!
//! - *public*: a path of verified signatures leads to a root that Mozilla's store has, by name and
//!   key, or Chrome's, by hash; or the issuer's name is that of such a root, which was not given; or the certificate
//!   states a policy of the CA/Browser Forum, or carries timestamps of public logs;
//! - *self-signed*: its signature verifies with its own key, and it is no known root;
//! - *private*: nothing of that, and its path ends in another root, or it is valid for longer than
//!   a public CA may issue, or it serves TLS servers and states no policy of the forum (every
//!   public TLS certificate does);
//! - *unknown*: none of these.
//!
//! The organisation in the issuer's name tells which CA it is, and is kept as evidence; alone it
//! proves nothing, as some CAs run public and private hierarchies under one name. A public issuer
//! is not yet one that Chrome's rule binds: see [`crate::policy`]. No cryptography is done here.

mod above;
pub mod known_roots;

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use above::Above;
pub(crate) use above::Issuers;

use crate::certificate::{Certificate, ForumPolicy, Name};
use crate::chain::Links;
use crate::citation::Citation;
use crate::citation::authorities::{BASELINE_POLICIES, MOZILLA_ROOTS};
use crate::eku::{Holds, Purpose};
use crate::policy::chrome_roots::{self, ChromeRoot};
use crate::policy::{Authority, MAXIMUM_DAYS_SOURCE, maximum_days};

/// Who issued a certificate, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The kind of issuer.
    pub kind: IssuerKind,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The CA of the policy table that the nearest name on the path stands for.
    pub authority: Option<&'static Authority>,
    /// The nearest that has a day, or is outside Chrome's rule.
    pub decides: Option<&'static Authority>,
    /// What Chrome's store has of the known roots above it.
    pub chrome: ChromeStore,
}

/// What Chrome's store has of the known roots that a path leads to, or names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChromeStore {
    /// One of them at least; that which it trusts for longest.
    Has(ChromeRoot),
    /// None of them.
    HasNot,
    /// No known root stands above.
    NotKnown,
}

/// A kind of issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerKind {
    /// A public CA.
    Public,
    /// A private CA.
    Private,
    /// The certificate itself.
    SelfSigned,
    /// Nothing tells.
    Unknown,
}

impl IssuerKind {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::SelfSigned => "self-signed",
            Self::Unknown => "unknown",
        }
    }
}

/// What shows who issued a certificate. The report makes the sentence of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// It is itself a root that is known by name and key.
    IsKnownRoot,
    /// Verified signatures lead to a root that is known by name and key.
    KnownRoot {
        /// Its subject.
        subject: String,
    },
    /// The path names a known root as its issuer, which was not given.
    NamesKnownRoot {
        /// Its subject.
        subject: String,
    },
    /// It states a policy of the CA/Browser Forum.
    ForumPolicy(ForumPolicy),
    /// It carries timestamps of certificate transparency logs.
    LogTimestamps,
    /// A name on its path is one of a CA that is known by name.
    Named {
        /// What people call it.
        authority: &'static str,
    },
    /// Names and key identifiers alone lead to a root that is known by name and key.
    NamesLeadToKnownRoot {
        /// Its subject.
        subject: String,
    },
    /// It names itself as its issuer, and no signature was verified.
    NamesItself,
    /// Its signature verifies with its own key.
    OwnSignature,
    /// Whether it signed itself could not be verified.
    SignatureNotChecked,
    /// Its path ends in a root that is not known.
    OtherRoot {
        /// Its subject.
        subject: String,
    },
    /// It is valid for longer than a public CA may issue.
    TooLong {
        /// So many days it is valid.
        days: i64,
        /// So many a public CA may issue.
        allowed: u32,
    },
    /// It serves TLS servers and states no policy of the CA/Browser Forum.
    NoForumPolicy,
}

impl Evidence {
    /// Where it is said what that shows, where it is not plain.
    #[must_use]
    pub const fn citation(&self) -> Option<&'static Citation> {
        match self {
            Self::IsKnownRoot
            | Self::KnownRoot { .. }
            | Self::NamesLeadToKnownRoot { .. }
            | Self::NamesKnownRoot { .. }
            | Self::OtherRoot { .. } => Some(&MOZILLA_ROOTS),
            Self::ForumPolicy(_) | Self::NoForumPolicy => Some(&BASELINE_POLICIES),
            Self::TooLong { .. } => Some(MAXIMUM_DAYS_SOURCE),
            Self::LogTimestamps
            | Self::Named { .. }
            | Self::NamesItself
            | Self::OwnSignature
            | Self::SignatureNotChecked => None,
        }
    }
}

impl Issuer {
    /// Who issued a certificate. `links` are those among everything that was given with it.
    #[must_use]
    pub fn of(certificate: &Certificate, links: &Links) -> Self {
        Self::below(&Above::of(certificate, links), certificate, links)
    }

    fn below(above: &Above, certificate: &Certificate, links: &Links) -> Self {
        let own_root = known_root(certificate);
        let roots = above.given.iter().chain(&own_root).chain(&above.named);
        let chrome = ChromeStore::of(roots);
        let [authority, decides] = above.authorities;
        let issuer = |kind, mut evidence: Vec<Evidence>| {
            let named = authority.map(|authority| Evidence::Named { authority: authority.name });
            evidence.extend(named.filter(|_| kind != IssuerKind::SelfSigned));
            Self { kind, evidence, authority, decides, chrome }
        };
        if own_root.is_some() {
            return issuer(IssuerKind::Public, [Evidence::IsKnownRoot].into());
        }
        if certificate.subject == certificate.issuer {
            match links.self_signed(certificate) {
                Some(true) => {
                    let evidence = match links.are_verified() {
                        true => Evidence::OwnSignature,
                        false => Evidence::NamesItself,
                    };
                    return issuer(IssuerKind::SelfSigned, [evidence].into());
                }
                None => {
                    return issuer(IssuerKind::Unknown, [Evidence::SignatureNotChecked].into());
                }
                Some(false) => {}
            }
        }
        let public = signs_of_a_public_ca(certificate, above);
        if !public.is_empty() {
            return issuer(IssuerKind::Public, public);
        }
        let private = signs_of_a_private_ca(certificate, above);
        let kind = if private.is_empty() { IssuerKind::Unknown } else { IssuerKind::Private };
        issuer(kind, private)
    }
}

impl ChromeStore {
    /// `roots`: the hashes of their certificates.
    fn of<'r>(roots: impl Iterator<Item = &'r [u8; 8]> + Clone) -> Self {
        let has = roots.clone().filter_map(chrome_roots::root);
        let longest = has.max_by_key(|root| (root.distrusted_from.is_none(), root.distrusted_from));
        match longest {
            Some(root) => Self::Has(root),
            None if roots.count() == 0 => Self::NotKnown,
            None => Self::HasNot,
        }
    }
}

fn signs_of_a_public_ca(certificate: &Certificate, above: &Above) -> Vec<Evidence> {
    let mut signs = Vec::from_iter(above.known.clone());
    signs.extend(certificate.forum_policy.map(Evidence::ForumPolicy));
    signs.extend(certificate.log_timestamps.then_some(Evidence::LogTimestamps));
    signs
}

fn signs_of_a_private_ca(certificate: &Certificate, above: &Above) -> Vec<Evidence> {
    let mut signs = Vec::from_iter(above.other.clone());
    if certificate.is_ca() {
        return signs;
    }
    let days = certificate.not_before.days_until(certificate.not_after);
    let allowed = maximum_days(certificate.not_before);
    let allowed = allowed.filter(|allowed| days > i64::from(*allowed));
    signs.extend(allowed.map(|allowed| Evidence::TooLong { days, allowed }));
    let serves = certificate.eku.holds(Purpose::ServerAuth) == Holds::Yes;
    if serves && above.authorities[0].is_none() {
        signs.push(Evidence::NoForumPolicy);
    }
    signs
}

/// The known root that a certificate is, by its hash: Mozilla's by name and key, so that one which
/// another cross-certified is known just as well; Chrome's as a whole.
fn known_root(certificate: &Certificate) -> Option<[u8; 8]> {
    if !certificate.is_ca() {
        return None;
    }
    let name = name_hash(&certificate.subject);
    let is_named = known_roots::with_name(name).next().is_some();
    is_named.then(|| known_roots::with_key(&name, &key_hash(certificate))).flatten().or_else(|| {
        let hash = certificate_hash(certificate);
        chrome_roots::root(&hash).map(|_| hash)
    })
}

/// The first eight bytes of the SHA-256 of a name's canonical form.
#[must_use]
pub fn name_hash(name: &Name) -> [u8; 8] {
    beginning(&Sha256::digest(name.canonical()).into())
}

/// The first 16 bytes of the SHA-256 of a certificate's subjectPublicKeyInfo: to find another key with
/// those is as hard as to break AES-128.
#[must_use]
pub fn key_hash(certificate: &Certificate) -> [u8; 16] {
    beginning(&Sha256::digest(certificate.public_key()).into())
}

/// The first eight bytes of the SHA-256 of a certificate.
#[must_use]
pub fn certificate_hash(certificate: &Certificate) -> [u8; 8] {
    beginning(&certificate.sha256())
}

fn beginning<const N: usize>(hash: &[u8; 32]) -> [u8; N] {
    core::array::from_fn(|place| hash[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::AUTHORITIES;
    use crate::testing::{leaf, name};

    /// A leaf without a given issuer, changed.
    fn issued(purposes: &str, by: &str, change: impl Fn(&mut Certificate)) -> Issuer {
        let mut certificate = leaf(purposes);
        certificate.issuer = name(&[("O", by), ("CN", "Issuing CA")]);
        certificate.not_after = certificate.not_before.plus_days(90);
        change(&mut certificate);
        Issuer::of(&certificate, &Links::default())
    }

    #[test]
    fn a_leaf_alone_shows_by_its_marks_who_issued_it() {
        use IssuerKind::{Private, Public, Unknown};
        type Change = fn(&mut Certificate);
        let as_is: Change = |_| {};
        let policy: Change = |leaf| leaf.forum_policy = Some(ForumPolicy::DomainValidated);
        let logged: Change = |leaf| leaf.log_timestamps = true;
        let long: Change = |leaf| leaf.not_after = leaf.not_before.plus_days(730);
        let longest: Change = |leaf| leaf.not_after = leaf.not_before.plus_days(398);
        for (purposes, by, change, expected) in [
            ("S C", "Example", as_is, Private),
            ("S C", "Example", policy, Public),
            ("S C", "Example", logged, Public),
            ("C", "Example", as_is, Unknown),
            ("absent", "Example", as_is, Unknown),
            ("C", "Example", long, Private),
            ("C", "Example", longest, Unknown),
            // The organisation alone says which CA, not which of its hierarchies.
            ("S C", "DigiCert Inc", as_is, Unknown),
            ("S C", "DigiCert Inc", policy, Public),
            ("S C", "DigiCert Inc", long, Private),
        ] {
            let issuer = issued(purposes, by, change);
            assert_eq!(issuer.kind, expected, "{purposes} by {by}: {:?}", issuer.evidence);
        }
    }

    #[test]
    fn the_name_of_a_known_root_counts_where_the_root_was_not_given() {
        let issuer = issued("S C", "Example", |leaf| {
            leaf.issuer = name(&[
                ("C", "US"),
                ("O", "Internet Security Research Group"),
                ("CN", "ISRG Root X1"),
            ]);
        });
        assert_eq!(issuer.kind, IssuerKind::Public);
        assert!(matches!(issuer.evidence.first(), Some(Evidence::NamesKnownRoot { .. })));
        assert_eq!(issuer.authority.map(|authority| authority.name), Some("Let's Encrypt"));
    }

    #[test]
    fn the_named_ca_is_kept_as_evidence() {
        for authority in AUTHORITIES {
            let [first, ..] = authority.names else { panic!("{} has no name", authority.name) };
            let issuer = issued("S C", "Example", |leaf| {
                leaf.issuer = match first {
                    crate::policy::CaName::Organization(name) => {
                        crate::testing::name(&[("O", name)])
                    }
                    crate::policy::CaName::Common(name) => crate::testing::name(&[("CN", name)]),
                };
            });
            assert_eq!(issuer.evidence, [Evidence::Named { authority: authority.name }]);
            assert_eq!(issuer.kind, IssuerKind::Unknown);
        }
    }
}
