//! The shape of a case's file.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use eku_deployment::{ClusterTable, FarEndTable, NodeTable, SAME_AS_SERVER, TraversalZoneTable};
use eku_engine::certificate::Certificate;
use eku_engine::deployment::{NodeName, ReadyMade};
use eku_engine::report::{FoundReport, Problem, SettingReport};
use eku_engine::time::Timestamp;
use eku_intake::certificates;
use eku_intake::collection::CertificateFile;
use pem_rfc7468::LineEnding;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::observation::Observed;

/// Everything that was given for one deployment, as the page saves it: certificates and settings,
/// never a private key.
#[derive(Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Case"))]
#[serde(deny_unknown_fields)]
pub struct CaseTables {
    /// `eku/case/2`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = crate::SCHEMA)))]
    pub(crate) schema: String,
    /// The version of the program that saved it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) program: String,
    /// When it was saved, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date-time")))]
    pub(crate) saved: Option<Timestamp>,
    /// The check date, RFC 3339. Default: now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date-time")))]
    pub(crate) at: Option<Timestamp>,
    /// Limits the check to these services and what they need. Default: all services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) services: Option<Vec<String>>,
    /// Expressway-C.
    pub(crate) core: NodeTable<CaseCertificate>,
    /// Expressway-E.
    pub(crate) edge: NodeTable<CaseCertificate>,
    /// Traversal zones with TLS from Core to Edge beside the one for Unified Communications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) traversal_zone: Option<Vec<TraversalZoneTable>>,
    /// What the two nodes talk to besides each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) far_end: Option<Vec<FarEndTable<CaseCertificate>>>,
    /// A cluster's database replication, as the deployment file has it; written under each node.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) cluster: Option<ClusterTable>,
    /// What was seen of the deployment at work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) observations: Vec<Observed>,
    /// Every file that was met in archives and dumps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) found: Vec<FoundReport>,
    /// Every setting from one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) settings: Vec<SettingReport>,
    /// What could not be read or used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) problems: Vec<Problem>,
    /// What the page alone has a place for. It turns no verdict.
    #[serde(default, skip_serializing_if = "PageTable::is_empty")]
    pub(crate) page: PageTable,
}

/// What the page alone has a place for.
#[derive(Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CasePage"))]
#[serde(deny_unknown_fields)]
pub(crate) struct PageTable {
    /// The name of Core's only machine, in the first schema.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) core_machine: Option<String>,
    /// The name of Edge's.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) edge_machine: Option<String>,
    /// Far ends that were added ready-made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) ready_made: Vec<ReadyMadeTable>,
    /// Client certificates that are kept for X15.5.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) kept: Vec<KeptTable>,
    /// Files that still wait for a store.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) unplaced: Vec<CaseFile>,
    /// Steps of runbooks that were done, for example `install-private-client-certificate core.client 2`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) done: BTreeSet<String>,
}

impl PageTable {
    fn is_empty(&self) -> bool {
        let Self { ready_made, kept, unplaced, done, .. } = self;
        ready_made.is_empty() && kept.is_empty() && unplaced.is_empty() && done.is_empty()
    }
}

/// A far end that was added ready-made.
#[derive(Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseReadyMade"))]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadyMadeTable {
    /// Its name.
    pub(crate) far_end: String,
    /// What it was made from, for example `webex`.
    pub(crate) id: String,
}

impl ReadyMadeTable {
    pub(crate) fn kind(&self) -> Option<ReadyMade> {
        ReadyMade::from_id(&self.id)
    }
}

/// A client certificate that is kept for X15.5, of a peer whose release has no client store.
#[derive(Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseKept"))]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptTable {
    /// The node.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("enum" = ["core", "edge"])))]
    pub(crate) node: NodeName,
    /// The place of the peer among its node's, from 0.
    #[serde(default)]
    pub(crate) machine: usize,
    /// The file's name.
    file: String,
    /// The certificates as PEM.
    #[serde(with = "pem")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pem: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    #[serde(default, skip_serializing_if = "is_false")]
    incomplete: bool,
}

impl KeptTable {
    pub(crate) fn new(node: NodeName, machine: usize, held: &CertificateFile) -> Self {
        let CaseFile { file, pem, incomplete, .. } = CaseFile::of(held);
        Self { node, machine, file, pem, incomplete }
    }

    pub(crate) fn file(self) -> CaseFile {
        let Self { file, pem, incomplete, .. } = self;
        CaseFile { file, pem, incomplete, both_nodes: false }
    }
}

/// The certificates of a store or list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseCertificate"))]
#[serde(untagged)]
pub(crate) enum CaseCertificate {
    /// PEM, or in a client store `same-as-server`.
    Text(String),
    /// A file.
    File(CaseFile),
}

impl CaseCertificate {
    /// What stands in a client store that holds what the server store holds.
    pub(crate) fn same_as_server() -> Self {
        Self::Text(SAME_AS_SERVER.to_owned())
    }
}

impl eku_deployment::Certificate for CaseCertificate {
    fn is_same_as_server(&self) -> bool {
        matches!(self, Self::Text(text) if text == SAME_AS_SERVER)
    }
}

impl<'de> Deserialize<'de> for CaseCertificate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrFile;

        impl<'de> Visitor<'de> for TextOrFile {
            type Value = CaseCertificate;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("PEM or a file")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<CaseCertificate, E> {
                Ok(CaseCertificate::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CaseCertificate, A::Error> {
                CaseFile::deserialize(MapAccessDeserializer::new(map)).map(CaseCertificate::File)
            }
        }

        deserializer.deserialize_any(TextOrFile)
    }
}

/// The certificates of one file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseFile {
    /// Its name.
    pub(crate) file: String,
    /// The certificates as PEM, leaf first, its chain may follow.
    #[serde(with = "pem")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) pem: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) incomplete: bool,
    /// Whether it was given as one for the trusted CA lists of both nodes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) both_nodes: bool,
}

impl CaseFile {
    pub(crate) fn of(held: &CertificateFile) -> Self {
        Self {
            file: held.source.clone(),
            pem: held.certificates.clone(),
            incomplete: held.incomplete,
            both_nodes: false,
        }
    }

    pub(crate) fn read(&self) -> CertificateFile {
        let mut file = CertificateFile::of(&self.file, self.pem.clone());
        file.incomplete = self.incomplete;
        file
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it may skip so")]
fn is_false(truth: &bool) -> bool {
    !truth
}

/// Certificates as PEM.
mod pem {
    use super::{Arc, Certificate, Deserialize, Deserializer, LineEnding, Serializer};

    pub(super) fn serialize<S: Serializer>(
        held: &[Arc<Certificate>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let block = |one: &Arc<Certificate>| {
            // Only a label that PEM does not allow could fail.
            pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, one.der()).unwrap_or_default()
        };
        serializer.serialize_str(&held.iter().map(block).collect::<String>())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<Certificate>>, D::Error> {
        String::deserialize(deserializer).map(|text| super::certificates_of(&text))
    }
}

/// What PEM holds, which was looked at before.
pub(crate) fn certificates_of(pem: &str) -> Vec<Arc<Certificate>> {
    certificates::read(pem.as_bytes()).certificates.into_iter().map(Arc::new).collect()
}
