//! What to enter when a certificate is requested, from what is known of the machine.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::certificate::Certificate;
use crate::citation::authorities::{GUIDE_CLIENT_PAGE, GUIDES_X14_REQUEST};
use crate::citation::{Citation, P_NAMES, P_UPLOAD};
use crate::deployment::{Deployment, NodeName, Role, StoreId, StoreKind, VerifyName};
use crate::report::{Field, Step};

/// The names for a certificate, each once, and how many of the present one are left out. Only letters,
/// digits, dots and hyphens get into what people copy.
pub(super) struct Names {
    dns: Vec<String>,
    addresses: Vec<String>,
    common_name: Option<String>,
    pub(super) left_out: usize,
}

impl Names {
    /// The names of the store's present certificate, of the same machine's server certificate, and those
    /// that the other node looks for.
    pub(super) fn of(deployment: &Deployment, store: &StoreId) -> Self {
        let present = leaf(deployment, store);
        let server = StoreId { kind: StoreKind::Server, ..store.clone() };
        let server = leaf(deployment, &server).filter(|_| store.kind == StoreKind::Client);
        let mut names = Self {
            dns: Vec::new(),
            addresses: Vec::new(),
            common_name: present.or(server).and_then(|leaf| leaf.subject.common_name()),
            left_out: 0,
        };
        names.common_name = names.common_name.filter(|name| is_host_name(name));
        for name in [present, server].into_iter().flatten().flat_map(|leaf| &leaf.dns_names) {
            names.add(name);
        }
        for address in present.into_iter().flat_map(|leaf| &leaf.ip_addresses) {
            names.add_address(address.to_string());
        }
        for name in looked_for(deployment, store) {
            names.add_looked_for(name);
        }
        names
    }

    /// One more name that is looked for.
    pub(super) fn add_looked_for(&mut self, name: &VerifyName) {
        match name {
            VerifyName::Dns(name) => self.add(name),
            VerifyName::Address(address) => self.add_address(address.to_string()),
        }
    }

    fn add_address(&mut self, address: String) {
        if self.addresses.len() >= MOST_NAMES {
            self.left_out += 1;
        } else if !self.addresses.contains(&address) {
            self.addresses.push(address);
        }
    }

    fn add(&mut self, name: &str) {
        if !is_host_name(name) {
            self.left_out += 1;
        } else if self.dns.len() < MOST_NAMES {
            if !self.dns.iter().any(|one| one.eq_ignore_ascii_case(name)) {
                self.dns.push(name.into());
            }
        } else {
            self.left_out += 1;
        }
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.dns.is_empty() && self.addresses.is_empty()
    }

    /// The names as the value of `subjectAltName` in an extension file of OpenSSL.
    pub(super) fn for_openssl(&self) -> String {
        if self.is_empty() {
            return "DNS:FQDN-OF-THE-PEER".into();
        }
        let dns = self.dns.iter().map(|name| format!("DNS:{name}"));
        let addresses = self.addresses.iter().map(|address| format!("IP:{address}"));
        Vec::from_iter(dns.chain(addresses)).join(", ")
    }
}

/// The page of a store, and who says what it does.
pub(super) struct Page {
    pub(super) path: &'static str,
    request: &'static Citation,
    pub(super) upload: &'static Citation,
}

impl Page {
    /// The page on which the store's certificate is requested and uploaded.
    pub(super) fn of(deployment: &Deployment, store: &StoreId) -> &'static Self {
        let has_client_store = deployment.node(store.node).release().has_client_store();
        match store.kind {
            StoreKind::Client if has_client_store => &CLIENT_PAGE,
            _ => &SERVER_PAGE,
        }
    }
}

pub(super) const CLIENT_PAGE: Page = Page {
    path: "Maintenance > Security > Client certificate",
    request: &GUIDE_CLIENT_PAGE,
    upload: &GUIDE_CLIENT_PAGE,
};

pub(super) const SERVER_PAGE: Page = Page {
    path: "Maintenance > Security > Server certificate",
    request: &GUIDES_X14_REQUEST,
    upload: &P_UPLOAD,
};

/// Whether the node presents the store where it opens a connection: the client store, or the one store
/// before X15.5.
pub(super) fn plays_client(deployment: &Deployment, store: &StoreId) -> bool {
    deployment.node(store.node).presented(Role::Initiator).any(|(id, _)| id == *store)
}

/// The steps that make a request and a key on the machine.
pub(super) fn steps(
    deployment: &Deployment,
    store: &StoreId,
    names: &Names,
    page: &Page,
    on: &str,
) -> impl Iterator<Item = Step> {
    let file = file(store);
    let is_looked_for = store.node == NodeName::Core && plays_client(deployment, store);
    let look_up = is_looked_for.then(|| {
        Step::new(
            "On Edge, open Configuration > Zones > Zones and the traversal zone. Note the TLS \
             verify subject name, and add it below if it is missing.",
        )
        .said_by(&P_NAMES)
    });
    let path = page.path;
    let request = [
        Step::new(format!("On {on}, open {path} and choose Generate CSR. Enter these values."))
            .entering(fields(deployment, store, names))
            .showing(
                "Show (decoded) lists every name, and the request asks for client authentication.",
            )
            .said_by(page.request),
        Step::new(match &store.peer {
            Some(peer) => format!("Choose Download, and save the request of {peer} as {file}.csr."),
            None => format!("Choose Download, and save the request as {file}.csr."),
        })
        .showing("The private key stays on the node. Never send it to anybody.")
        .said_by(&GUIDES_X14_REQUEST),
    ];
    look_up.into_iter().chain(request)
}

/// What the files of a request are called.
pub(super) fn file(store: &StoreId) -> String {
    let kind = match store.kind {
        StoreKind::Client => "client",
        StoreKind::Server => "server",
    };
    format!("{}-{kind}{}", store.node.id(), in_file_name(store))
}

/// What tells the files of one peer from those of another. Only letters, digits, dots and hyphens
/// get into what people copy into a shell.
fn in_file_name(store: &StoreId) -> String {
    let Some(peer) = &store.peer else { return String::new() };
    let safe = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    format!("-{}", peer.chars().filter(safe).collect::<String>())
}

fn fields(deployment: &Deployment, store: &StoreId, names: &Names) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut field = |name: &str, value: String| fields.push(Field { name: name.into(), value });
    let common_name = names.common_name.as_ref().or(names.dns.first());
    field("Common name", common_name.cloned().unwrap_or_else(|| "the FQDN of the peer".into()));
    let all = Vec::from_iter(names.dns.iter().chain(&names.addresses).cloned()).join(", ");
    let all = if all.is_empty() { "the names that other systems look for".into() } else { all };
    field("Additional alternative names", all);
    match (store.node, store.kind) {
        (NodeName::Core, _) => field(
            "Unified CM phone security profile names",
            "the name of each TLS profile, if phones register with encryption".into(),
        ),
        (NodeName::Edge, StoreKind::Server) => field(
            "Unified CM registrations domains",
            "the domains of Mobile and Remote Access".into(),
        ),
        (NodeName::Edge, StoreKind::Client) => {}
    }
    field("Key length (in bits)", "2048 or 4096".into());
    field("Digest algorithm", "SHA-256".into());
    let before = fields.len();
    if let Some(present) = leaf(deployment, store) {
        for (number, name) in SUBJECT {
            let value = present.subject.directory_attribute(number).filter(|value| is_plain(value));
            fields.extend(value.map(|value| Field { name: name.into(), value }));
        }
    }
    if fields.len() == before {
        let name = "Country, state, locality and organization".into();
        fields.push(Field { name, value: "as your CA requires".into() });
    }
    fields
}

/// What the other node looks for in what is presented to it. The names that Core looks for in an Edge of
/// several peers are one peer's each.
fn looked_for<'deployment>(
    deployment: &'deployment Deployment,
    store: &StoreId,
) -> &'deployment [VerifyName] {
    let is_presented = match (store.node, store.kind) {
        (NodeName::Core, _) => plays_client(deployment, store),
        (NodeName::Edge, StoreKind::Server) => deployment.edge.peers().len() == 1,
        (NodeName::Edge, StoreKind::Client) => false,
    };
    if is_presented { &deployment.node(store.node.other()).verify_names } else { &[] }
}

fn leaf<'deployment>(
    deployment: &'deployment Deployment,
    store: &StoreId,
) -> Option<&'deployment Certificate> {
    deployment.store(store).presented().map(|presented| &*presented.leaf)
}

fn is_host_name(name: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    !name.is_empty() && name.len() <= 253 && name.bytes().all(usual)
}

/// Whether a value of a subject can be typed from a page.
fn is_plain(value: &str) -> bool {
    let usual = |letter: char| letter.is_alphanumeric() || " .,'&()-".contains(letter);
    !value.is_empty() && value.chars().count() <= 64 && value.chars().all(usual)
}

/// The most names that are written out for one request.
pub(super) const MOST_NAMES: usize = 100;

/// The attributes of a subject that the page asks for, by their numbers below id-at (RFC 5280 appendix
/// A.1), and what it calls them.
const SUBJECT: [(u8, &str); 5] = [
    (6, "Country"),
    (8, "State or province"),
    (7, "Locality (town name)"),
    (10, "Organization (company name)"),
    (11, "Organizational unit"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_name_gets_into_a_file_name_without_what_a_shell_reads() {
        for (peer, expected) in
            [("core1", "-core1"), ("a.b-c", "-a.b-c"), ("a; rm $x `y`", "-armxy")]
        {
            let store =
                StoreId { node: NodeName::Core, peer: Some(peer.into()), kind: StoreKind::Client };
            assert_eq!(in_file_name(&store), expected);
        }
    }
}
