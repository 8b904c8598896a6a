//! What the functions are given.

use std::fmt;

use eku_deployment::{Certificate, NodeWord, SAME_AS_SERVER};
use eku_engine::deployment::{Release, StoreKind};
use eku_engine::secret::quoted;
use eku_engine::upload;
use eku_intake::collection::{CertificateFile, SentCertificates};
use eku_intake::{capture, words};
use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer};
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::strict;

/// A value of JavaScript, read as `T`; `name` is what the argument is called.
pub(crate) fn read<T: DeserializeOwned>(name: &str, value: JsValue) -> Result<T, Failure> {
    strict::read(value).map_err(|error| Failure::argument(&error.place(name), &error.what))
}

/// The bytes of a certificate file, or its text. Wiped after use: it may hold a private key.
pub(crate) struct FileBytes(Zeroizing<Vec<u8>>);

impl FileBytes {
    /// The certificates in it.
    pub(crate) fn read(&self, name: &str) -> CertificateFile {
        CertificateFile::read(name, &self.0)
    }

    /// Those that were sent, where it is a capture.
    pub(crate) fn sent(&self, name: &str) -> Option<SentCertificates> {
        let read = || SentCertificates::read(name, &mut &self.0[..]);
        let (mut sent, stopped) = capture::is_capture(&self.0).then(read)?;
        sent.problems.extend(stopped.map(|error| words::stopped(name, &error)));
        Some(sent)
    }
}

impl Certificate for FileBytes {
    fn is_same_as_server(&self) -> bool {
        *self.0 == *SAME_AS_SERVER.as_bytes()
    }
}

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(OfBytesOrText)
    }
}

struct OfBytesOrText;

impl Visitor<'_> for OfBytesOrText {
    type Value = FileBytes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a Uint8Array, or text")
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Self::Value, E> {
        Ok(FileBytes(Zeroizing::new(bytes)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit_byte_buf(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        self.visit_byte_buf(text.into_bytes())
    }
}

/// What an upload is asked about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Upload {
    node: NodeWord,
    release: String,
    store: StoreWord,
    as_client: Option<bool>,
    server_eku_upload: Option<bool>,
    pub(crate) certificate: FileBytes,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoreWord {
    Server,
    Client,
}

impl Upload {
    /// The upload, if there is such a store and setting.
    pub(crate) fn upload(&self) -> Result<upload::Upload, Failure> {
        let release = Release::parse(&self.release).map_err(|error| {
            let given = quoted(&self.release);
            Failure::argument("upload.release", &format!("{given:?} is {error}"))
        })?;
        let store = match self.store {
            StoreWord::Server => StoreKind::Server,
            StoreWord::Client => StoreKind::Client,
        };
        let as_client = self.as_client.unwrap_or_default();
        let server_eku_upload = self.server_eku_upload.unwrap_or_default();
        upload::Upload::new(self.node.into(), release, store, as_client, server_eku_upload)
            .map_err(|error| Failure::argument("upload", &error.to_string()))
    }
}
