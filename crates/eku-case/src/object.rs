//! Objects that are being written.

use eku_deployment::{OneOrMany, Word};
use eku_engine::time::Timestamp;

use crate::json::Json;

/// An object that is being written: what has no value has no key.
#[derive(Default)]
pub(crate) struct Object(Vec<(String, Json)>);

impl Object {
    pub(crate) fn done(self) -> Json {
        Json::Object(self.0)
    }

    pub(crate) fn add(&mut self, key: &str, value: Json) {
        self.0.push((key.into(), value));
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.add(key, Json::text(text));
    }

    pub(crate) fn maybe(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub(crate) fn unless_empty(&mut self, key: &str, text: &str) {
        self.maybe(key, Some(text).filter(|text| !text.is_empty()));
    }

    pub(crate) fn truth(&mut self, key: &str, truth: bool) {
        self.add(key, Json::Truth(truth));
    }

    pub(crate) fn number(&mut self, key: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.add(key, Json::Number(number));
        }
    }

    pub(crate) fn instant(&mut self, key: &str, instant: Option<Timestamp>) {
        if let Some(instant) = instant {
            self.text(key, &instant.to_string());
        }
    }

    pub(crate) fn word<T: PartialEq>(&mut self, key: &str, words: &[(&str, T)], value: &T) {
        self.maybe(key, words.iter().find(|(_, word)| word == value).map(|(text, _)| *text));
    }

    pub(crate) fn setting<W: Word>(&mut self, key: &str, word: Option<W>) {
        self.maybe(key, word.map(W::text));
    }

    pub(crate) fn names(&mut self, key: &str, names: Option<&OneOrMany>) {
        match names {
            None => {}
            Some(OneOrMany::One(name)) => self.text(key, name),
            Some(OneOrMany::Many(names)) => self.list(key, names.iter().map(Json::text)),
        }
    }

    pub(crate) fn list(&mut self, key: &str, values: impl Iterator<Item = Json>) {
        let values: Vec<Json> = values.collect();
        if !values.is_empty() {
            self.add(key, Json::List(values));
        }
    }
}
