//! Five ready-made deployments, after the test cases of Cisco document 225693, made of the
//! repository's own test certificates.

/// A deployment of four stores and one switch.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// The identifier of its button.
    pub id: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// What it is made of.
    pub made_of: &'static str,
    /// Core's client and server store, Edge's client and server store.
    pub stores: [&'static File; 4],
    /// Whether Edge's EKU check is On.
    pub edge_eku_check: bool,
}

/// A file of an example.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its PEM.
    pub content: &'static str,
}

/// The examples, in the order of the page.
pub const EXAMPLES: [Example; 5] = [
    Example {
        id: "condition-2-check-on",
        title: "Everything from a public CA",
        made_of: "Server-only certificates in all four stores, EKU check On.",
        stores: [&CORE_SERVER_ONLY, &CORE_SERVER_ONLY, &EDGE_SERVER_ONLY, &EDGE_SERVER_ONLY],
        edge_eku_check: true,
    },
    Example {
        id: "condition-2-check-off",
        title: "EKU check Off alone",
        made_of: "The same certificates, with Edge's EKU check Off.",
        stores: [&CORE_SERVER_ONLY, &CORE_SERVER_ONLY, &EDGE_SERVER_ONLY, &EDGE_SERVER_ONLY],
        edge_eku_check: false,
    },
    Example {
        id: "condition-2.1",
        title: "The fix",
        made_of: "One certificate from a private CA, in Core's client store.",
        stores: [&CORE_BOTH, &CORE_SERVER_ONLY, &EDGE_SERVER_ONLY, &EDGE_SERVER_ONLY],
        edge_eku_check: true,
    },
    Example {
        id: "condition-3",
        title: "Everything from a private CA",
        made_of: "Both EKUs in all four stores.",
        stores: [&CORE_BOTH, &CORE_BOTH, &EDGE_BOTH, &EDGE_BOTH],
        edge_eku_check: true,
    },
    Example {
        id: "condition-4",
        title: "Private inside, public outside",
        made_of: "Core from a private CA with both EKUs, Edge from a public CA.",
        stores: [&CORE_BOTH, &CORE_BOTH, &EDGE_SERVER_ONLY, &EDGE_SERVER_ONLY],
        edge_eku_check: true,
    },
];

const CORE_SERVER_ONLY: File = File {
    name: "core-server-only-ca2.pem",
    content: include_str!("../../tests/certs/core-server-only-ca2.pem"),
};

const CORE_BOTH: File = File {
    name: "core-both-ca1.pem",
    content: include_str!("../../tests/certs/core-both-ca1.pem"),
};

const EDGE_SERVER_ONLY: File = File {
    name: "edge-server-only-ca2.pem",
    content: include_str!("../../tests/certs/edge-server-only-ca2.pem"),
};

const EDGE_BOTH: File = File {
    name: "edge-both-ca1.pem",
    content: include_str!("../../tests/certs/edge-both-ca1.pem"),
};
