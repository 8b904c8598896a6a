//! The tables of the deployment file, key by key.

use eku_engine::deployment::Switch;
use serde::{Deserialize, Serialize};

use crate::words::{
    ClientEkuCheckWord, ClusterTlsVerifyWord, InitiatesWord, NodeWord, ProtocolWord, SwitchWord,
    TlsVerifyWord, UsedByWord, Word,
};

/// A Core and an Edge, what they talk to, and what is asked of them.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Deployment"))]
#[serde(deny_unknown_fields)]
pub struct Described<C> {
    /// The release of both nodes, such as X15.5; or one under each node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Limits the check to these services and what they need. Default: all services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<String>>,
    /// Expressway-C.
    pub core: NodeTable<C>,
    /// Expressway-E.
    pub edge: NodeTable<C>,
    /// Traversal zones with TLS from Core to Edge beside the one for Unified Communications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traversal_zone: Option<Vec<TraversalZoneTable>>,
    /// What the two nodes talk to besides each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub far_end: Option<Vec<FarEndTable<C>>>,
    /// A cluster's database replication, if it is to be checked: the short form for one node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<ClusterTable>,
}

/// One node.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DeploymentNode"))]
#[serde(deny_unknown_fields)]
pub struct NodeTable<C> {
    /// Its own release, where the two differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The EKU check of inbound SIP TLS (X15.5), on by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eku_check: Option<SwitchWord>,
    /// Whether `EnableServerEkuUpload` is On (Edge, X15.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_eku_upload: Option<bool>,
    /// The node's database replication, if it is to be checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<ClusterModeTable>,
    /// The name that this node looks for in the other's certificate, or several of which one must
    /// match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_name: Option<OneOrMany>,
    /// The server certificate, leaf first, its chain may follow. Before X15.5 the one certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_certificate: Option<C>,
    /// The client certificate (X15.5); `same-as-server` for a copied store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<C>,
    /// The peers of a cluster, instead of the two certificates above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<Vec<PeerTable<C>>>,
    /// The trusted CA list. Without it, trust is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_cas: Option<Vec<C>>,
}

impl<C> NodeTable<C> {
    /// How a switch stands.
    #[must_use]
    pub fn switch(&self, switch: Switch) -> Option<bool> {
        match switch {
            Switch::EkuCheck => self.eku_check.map(Into::into),
            Switch::ServerEkuUpload => self.server_eku_upload,
            Switch::ClusterTlsVerify => {
                self.cluster.as_ref().map(|cluster| cluster.tls_verify.into())
            }
        }
    }

    /// Says how a switch stands.
    pub fn set_switch(&mut self, switch: Switch, on: Option<bool>) {
        match switch {
            Switch::EkuCheck => self.eku_check = on.and_then(|on| Word::of(&on)),
            Switch::ServerEkuUpload => self.server_eku_upload = on,
            Switch::ClusterTlsVerify => {
                let word = on.and_then(|on| Word::of(&on));
                self.cluster = word.map(|tls_verify| ClusterModeTable { tls_verify });
            }
        }
    }
}

impl<C> Default for NodeTable<C> {
    /// A table that says nothing.
    fn default() -> Self {
        Self {
            release: None,
            server_certificate: None,
            client_certificate: None,
            eku_check: None,
            server_eku_upload: None,
            trusted_cas: None,
            verify_name: None,
            cluster: None,
            peer: None,
        }
    }
}

/// One peer of a cluster.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Peer"))]
#[serde(deny_unknown_fields)]
pub struct PeerTable<C> {
    /// What it is called.
    pub name: String,
    /// Its server certificate, leaf first, its chain may follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_certificate: Option<C>,
    /// Its client certificate (X15.5); `same-as-server` for a copied store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<C>,
}

/// A TLS peer that is neither Core nor Edge.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "FarEnd"))]
#[serde(deny_unknown_fields)]
pub struct FarEndTable<C> {
    /// What it is called, for example `Webex`.
    pub name: String,
    /// The node that it talks to.
    pub node: NodeWord,
    /// Who opens the connection.
    pub initiates: InitiatesWord,
    /// What it makes of the node's client role; `unknown` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_eku_check: Option<ClientEkuCheckWord>,
    /// What the node makes of its certificate; `on` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_verify: Option<TlsVerifyWord>,
    /// What is spoken; `sip` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<ProtocolWord>,
    /// The name that the node looks for in its certificate, or several of which one must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_name: Option<OneOrMany>,
    /// Its own certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<C>,
    /// Its trusted CA list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_cas: Option<Vec<C>>,
    /// The services that need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_by: Option<Vec<UsedByWord>>,
    /// The port on Edge of the traversal zone that it is the other end of, such as 7002.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traversal_port: Option<u16>,
}

/// A traversal zone with TLS from Core to Edge that is not for Unified Communications.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TraversalZone"))]
#[serde(deny_unknown_fields)]
pub struct TraversalZoneTable {
    /// What it is called.
    pub name: String,
    /// Its port on Edge, such as 7002.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The name that Core looks for in Edge's certificate, or several of which one must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core_verify_name: Option<OneOrMany>,
    /// The name that Edge looks for in Core's certificate, or several of which one must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge_verify_name: Option<OneOrMany>,
    /// What Core makes of Edge's certificate; `on` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core_tls_verify: Option<TlsVerifyWord>,
    /// What Edge makes of Core's certificate; `on` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge_tls_verify: Option<TlsVerifyWord>,
}

/// A cluster's database replication.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Cluster"))]
#[serde(deny_unknown_fields)]
pub struct ClusterTable {
    /// The node that is clustered.
    pub node: NodeWord,
    /// Whether its peers verify each other's certificates.
    pub tls_verify: ClusterTlsVerifyWord,
}

/// The database replication of the node that it stands under.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "NodeCluster"))]
#[serde(deny_unknown_fields)]
pub struct ClusterModeTable {
    /// Whether its peers verify each other's certificates.
    pub tls_verify: ClusterTlsVerifyWord,
}

/// A name, or a list of names.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "invalid type, expected a name or a list of names")]
pub enum OneOrMany {
    /// One name.
    One(String),
    /// Several, of which one must match.
    Many(Vec<String>),
}
