//! The shape of a case's file, for its JSON Schema. What is read and written is in `read.rs` and
//! `write.rs`; tests hold that every case is valid by this, and that every key here is read.

#![allow(dead_code)]

use eku_deployment::{
    ClientEkuCheckWord, ClusterModeTable, InitiatesWord, NodeWord, OneOrMany, ProtocolWord,
    SwitchWord, TlsVerifyWord, UsedByWord,
};
use eku_engine::report::{FoundReport, SettingId};
use schemars::JsonSchema;

/// Everything that was given for one deployment, as the page saves it: certificates and settings,
/// never a private key.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Case")]
pub struct CaseShape {
    /// `eku/case/2`.
    #[schemars(extend("const" = "eku/case/2"))]
    schema: String,
    /// The version of the program that saved it.
    program: Option<String>,
    /// When it was saved, RFC 3339.
    #[schemars(extend("format" = "date-time"))]
    saved: Option<String>,
    /// The instant that is judged, RFC 3339; now where it is not given.
    #[schemars(extend("format" = "date-time"))]
    at: Option<String>,
    /// Expressway-C.
    core: NodeShape,
    /// Expressway-E.
    edge: NodeShape,
    /// Traversal zones with TLS from Core to Edge beside the one for Unified Communications.
    traversal_zone: Option<Vec<TraversalZoneShape>>,
    /// What the two nodes talk to besides each other.
    far_end: Option<Vec<FarEndShape>>,
    /// Limits what is judged to these services and what they need; without it, all are.
    services: Option<Vec<String>>,
    /// What was seen of the deployment at work.
    observations: Option<Vec<ObservationShape>>,
    /// Every file that was met in archives and dumps.
    found: Option<Vec<FoundReport>>,
    /// Every setting that was taken from one.
    settings: Option<Vec<SettingShape>>,
    /// What could not be read or used.
    problems: Option<Vec<ProblemShape>>,
    /// What the page alone has a place for. It turns no verdict.
    page: Option<PageShape>,
}

/// One node.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseNode")]
pub struct NodeShape {
    /// Its release, such as X15.5; not there where it is not known.
    release: Option<String>,
    /// The EKU check of inbound SIP TLS (X15.5), on by default.
    eku_check: Option<SwitchWord>,
    /// Whether `EnableServerEkuUpload` is On (Edge, X15.4).
    server_eku_upload: Option<bool>,
    /// The node's database replication, if it is to be judged.
    cluster: Option<ClusterModeTable>,
    /// The name that this node looks for in the other's certificate, or several of which one must
    /// match.
    verify_name: Option<OneOrMany>,
    /// The server certificate. Before X15.5 the one certificate.
    server_certificate: Option<CertificateShape>,
    /// The client certificate (X15.5); `same-as-server` for a copied store.
    client_certificate: Option<CertificateShape>,
    /// The machines of a cluster, instead of the two certificates above.
    peer: Option<Vec<PeerShape>>,
    /// The trusted CA list. Without it, trust is not checked.
    trusted_cas: Option<Vec<CertificateShape>>,
}

/// One machine of a cluster.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CasePeer")]
pub struct PeerShape {
    /// What it is called.
    name: String,
    /// Its server certificate.
    server_certificate: Option<CertificateShape>,
    /// Its client certificate (X15.5); `same-as-server` for a copied store.
    client_certificate: Option<CertificateShape>,
}

/// A TLS peer that is neither Core nor Edge.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseFarEnd")]
pub struct FarEndShape {
    /// What it is called, for example `Webex`.
    name: String,
    /// The node that it talks to.
    node: NodeWord,
    /// Who opens the connection.
    initiates: InitiatesWord,
    /// What it makes of the node's client role; `unknown` by default.
    client_eku_check: Option<ClientEkuCheckWord>,
    /// What the node makes of its certificate; `on` by default.
    tls_verify: Option<TlsVerifyWord>,
    /// What is spoken; `sip` by default.
    protocol: Option<ProtocolWord>,
    /// The name that the node looks for in its certificate, or several of which one must match.
    verify_name: Option<OneOrMany>,
    /// Its own certificate.
    certificate: Option<CertificateShape>,
    /// Its trusted CA list.
    trusted_cas: Option<Vec<CertificateShape>>,
    /// The services that need it.
    used_by: Option<Vec<UsedByWord>>,
    /// The port on Edge of the traversal zone that it is the other end of.
    traversal_port: Option<u16>,
}

/// A traversal zone with TLS from Core to Edge that is not for Unified Communications.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseTraversalZone")]
pub struct TraversalZoneShape {
    /// What it is called.
    name: String,
    /// Its port on Edge.
    port: Option<u16>,
    /// The name that Core looks for in Edge's certificate, or several of which one must match.
    core_verify_name: Option<OneOrMany>,
    /// The name that Edge looks for in Core's certificate, or several of which one must match.
    edge_verify_name: Option<OneOrMany>,
    /// What Core makes of Edge's certificate; `on` by default.
    core_tls_verify: Option<TlsVerifyWord>,
    /// What Edge makes of Core's certificate; `on` by default.
    edge_tls_verify: Option<TlsVerifyWord>,
}

/// The certificates of a store or list.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "CaseCertificate")]
pub enum CertificateShape {
    /// PEM, or in a client store `same-as-server`.
    Text(String),
    /// A file.
    File(FileShape),
}

/// The certificates of one file.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseFile")]
pub struct FileShape {
    /// Its name.
    file: String,
    /// The certificates as PEM, leaf first, its chain may follow.
    pem: String,
    /// Whether a part of it could not be read.
    incomplete: Option<bool>,
    /// Whether it was given as one for the trusted CA lists of both nodes.
    both_nodes: Option<bool>,
}

/// Something that was seen on one machine, once or several times.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseObservation")]
pub struct ObservationShape {
    /// The node on which it was seen, where it is known.
    node: Option<NodeWord>,
    /// The peer of the node, where it is known.
    peer: Option<String>,
    /// The file that says it.
    file: String,
    /// Where in the file it stands first.
    r#where: Option<String>,
    /// What was seen; the other keys follow from it.
    #[schemars(extend("enum" = ["tls-failure", "ssh-tunnel", "zone", "alarm", "handshake"]))]
    kind: String,
    /// The side of the connection on which the node stood (`tls-failure`, `handshake`).
    #[schemars(extend("enum" = ["initiator", "responder", null]))]
    role: Option<String>,
    /// Why it was not established (`tls-failure`, `ssh-tunnel`).
    #[schemars(extend("enum" = ["purpose", "untrusted", "expired", "not-yet-valid", "name", "no-certificate", "alert", "other", null]))]
    failure: Option<String>,
    /// The number of the TLS alert, where it is known.
    alert: Option<u8>,
    /// Whether it is up (`ssh-tunnel`, `zone`).
    #[schemars(extend("enum" = ["up", "down", "unknown", null]))]
    state: Option<String>,
    /// The zone's name.
    zone: Option<String>,
    /// What the zone is.
    #[schemars(extend("enum" = ["unified-communications", "other", null]))]
    zone_kind: Option<String>,
    /// The alarm's number in Cisco's list.
    alarm: Option<u32>,
    /// Whether the alarm is raised now.
    raised: Option<bool>,
    /// The address of the initiator, where the role is not known (`handshake`).
    opened_by: Option<String>,
    /// The first certificate that the initiator presented (`handshake`).
    initiator: Option<SeenShape>,
    /// The first certificate that the responder presented (`handshake`).
    responder: Option<SeenShape>,
    /// Whether the responder asked for a certificate (`handshake`).
    certificate_requested: Option<bool>,
    /// Whether TLS 1.3 encrypts the certificates, and how it ended (`handshake`); `false` by default.
    encrypted: Option<bool>,
    /// How the handshake ended.
    #[schemars(extend("enum" = ["completed", "refused-by-initiator", "refused-by-responder", "not-seen", null]))]
    ending: Option<String>,
    /// The words of the file, shortened.
    text: Option<String>,
    /// How well it is founded that the file says this.
    #[schemars(extend("enum" = ["documented", "measured", "inferred"]))]
    confidence: String,
    /// Address or host name of the other side.
    remote: Option<String>,
    /// The name that the other side was looked for by.
    remote_name: Option<String>,
    /// The port on which the responder listens.
    port: Option<u16>,
    /// When it was seen first, RFC 3339.
    #[schemars(extend("format" = "date-time"))]
    first: Option<String>,
    /// When it was seen last.
    #[schemars(extend("format" = "date-time"))]
    last: Option<String>,
    /// How often it was seen; once where it is not given.
    count: Option<u64>,
}

/// A certificate that was seen in a handshake.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseSeenCertificate")]
pub struct SeenShape {
    /// SHA-256 of its DER, lower-case hex.
    #[schemars(extend("pattern" = "^[0-9a-fA-F]{64}$"))]
    sha256: String,
    /// Its serial number, `46:df:76:aa`.
    serial: String,
    /// Its first names, of hosts and addresses.
    names: Option<Vec<String>>,
}

/// The identifiers of settings, and null.
fn setting_ids() -> Vec<Option<&'static str>> {
    SettingId::all().map(|id| Some(id.id())).chain([None]).collect()
}

/// A setting that was taken from a file.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseSetting")]
pub struct SettingShape {
    /// The node that it is of.
    node: NodeWord,
    /// Which setting it is.
    #[schemars(extend("enum" = setting_ids()))]
    id: Option<String>,
    /// What was set, as people call it.
    what: String,
    /// The value.
    value: String,
    /// The file.
    file: String,
    /// The line, from 1.
    line: Option<u64>,
    /// The statement as it stands there.
    text: Option<String>,
}

/// Something that could not be read or used.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseProblem")]
pub struct ProblemShape {
    /// The file.
    file: Option<String>,
    /// What is wrong.
    what: String,
    /// Where in the file.
    r#where: Option<String>,
    /// What to do.
    r#do: Option<String>,
    /// How often it was found; once where it is not given.
    count: Option<u64>,
}

/// What the page alone has a place for.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CasePage")]
pub struct PageShape {
    /// Far ends that were added ready-made.
    ready_made: Option<Vec<ReadyMadeShape>>,
    /// Client certificates that are kept for X15.5.
    kept: Option<Vec<KeptShape>>,
    /// Files that still wait for a store.
    unplaced: Option<Vec<FileShape>>,
}

/// A far end that was added ready-made.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseReadyMade")]
pub struct ReadyMadeShape {
    /// Its name.
    far_end: String,
    /// What it was made from, for example `webex`.
    id: String,
}

/// A client certificate that is kept for X15.5, of a machine whose release has no store for it.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CaseKept")]
pub struct KeptShape {
    /// The node.
    node: NodeWord,
    /// The place of the machine among its node's, from 0.
    machine: Option<usize>,
    /// The file's name.
    file: String,
    /// The certificates as PEM.
    pem: String,
    /// Whether a part of it could not be read.
    incomplete: Option<bool>,
}
