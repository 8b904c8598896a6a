//! Certificates as their DER, where a collection is written to bytes.

use std::sync::Arc;

use eku_engine::certificate::Certificate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(
    certificates: &[Arc<Certificate>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(certificates.iter().map(|certificate| certificate.der()))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Arc<Certificate>>, D::Error> {
    let all = Vec::<Vec<u8>>::deserialize(deserializer)?;
    all.iter()
        .map(|der| Certificate::from_der(der).map(Arc::new))
        .collect::<Result<_, _>>()
        .map_err(|_| D::Error::custom("a certificate cannot be read again"))
}
