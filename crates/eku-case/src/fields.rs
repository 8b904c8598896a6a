//! The keys of one object, read one by one.

use std::cell::RefCell;
use std::sync::Arc;

use eku_deployment::{OneOrMany, Word};
use eku_engine::certificate::Certificate;
use eku_engine::deployment::NodeName;
use eku_engine::report::{self, Problem};
use eku_engine::secret::{begins_key, quoted, shown};
use eku_engine::time::Timestamp;
use eku_intake::certificates;

use crate::case::{File, StoreContent};
use crate::json::Json;
use crate::words;

/// What is wrong: the first thing counts.
#[derive(Default)]
pub(crate) struct FirstProblem(RefCell<Option<Problem>>);

impl FirstProblem {
    pub(crate) fn first(self) -> Option<Problem> {
        self.0.into_inner()
    }

    fn add(&self, what: String, place: String, remedy: &str) {
        let mut first = self.0.borrow_mut();
        if first.is_none() {
            *first = Some(Problem {
                file: String::new(),
                what,
                place,
                remedy: remedy.to_owned(),
                count: 1,
            });
        }
    }
}

/// The keys of an object that were not read yet, and where it stands. What is `null` is not there.
pub(crate) struct Fields<'w> {
    fields: Vec<(String, Json)>,
    path: String,
    wrongs: &'w FirstProblem,
}

impl<'w> Fields<'w> {
    pub(crate) fn of(value: Json, path: String, wrongs: &'w FirstProblem) -> Self {
        let mut fields = Self { fields: Vec::new(), path, wrongs };
        match value {
            Json::Object(read) => fields.fields = read,
            _ => wrongs.add(
                words::damaged("an object is expected"),
                fields.path.clone(),
                words::DAMAGED,
            ),
        }
        fields
    }

    fn path(&self, key: &str) -> String {
        let key = quoted(key);
        if self.path.is_empty() { key.into() } else { [&self.path, ".", &key].concat() }
    }

    pub(crate) fn wrong(&self, key: &str, what: String, remedy: &str) {
        self.wrongs.add(what, self.path(key), remedy);
    }

    #[inline(never)]
    pub(crate) fn damaged(&self, key: &str, what: &str) {
        self.wrong(key, words::damaged(what), words::DAMAGED);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(other, value)| other == key && *value != Json::Null)
    }

    #[inline(never)]
    fn take(&mut self, key: &str) -> Option<Json> {
        let place = self.fields.iter().position(|(other, _)| other == key)?;
        Some(self.fields.swap_remove(place).1).filter(|value| *value != Json::Null)
    }

    /// Everything was read.
    #[inline(never)]
    pub(crate) fn end(self) {
        if let Some((key, _)) = self.fields.iter().find(|(_, value)| *value != Json::Null) {
            let what = "has a key that this version does not know".into();
            self.wrong(key, what, words::NEWER);
        }
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Json::Text(text) => Some(self.kept(key, &text)),
            _ => {
                self.damaged(key, "a text is expected");
                None
            }
        }
    }

    /// A text as it is kept: not a private key, and nothing that may be a part of one.
    #[inline(never)]
    fn kept(&self, key: &str, text: &str) -> String {
        if begins_key(text) {
            self.wrong(key, words::KEY.into(), words::WITHOUT_KEY);
        }
        shown(text).into_owned()
    }

    #[inline(never)]
    pub(crate) fn needed(&mut self, key: &str) -> String {
        self.text(key).unwrap_or_else(|| {
            self.damaged(key, MISSING);
            String::new()
        })
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, key: &str, most: u64) -> Option<u64> {
        match self.take(key)? {
            Json::Number(number) if number <= most => Some(number),
            _ => {
                self.damaged(key, &format!("a whole number up to {most} is expected"));
                None
            }
        }
    }

    #[inline(never)]
    pub(crate) fn port(&mut self, key: &str) -> Option<u16> {
        self.number(key, u64::from(u16::MAX)).and_then(|port| u16::try_from(port).ok())
    }

    #[inline(never)]
    pub(crate) fn maybe(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            Json::Truth(truth) => Some(truth),
            _ => {
                self.damaged(key, "true or false is expected");
                None
            }
        }
    }

    #[inline(never)]
    pub(crate) fn truth(&mut self, key: &str) -> bool {
        self.maybe(key).unwrap_or_else(|| {
            self.damaged(key, MISSING);
            false
        })
    }

    #[inline(never)]
    pub(crate) fn instant(&mut self, key: &str) -> Option<Timestamp> {
        let read = Timestamp::parse(&self.text(key)?);
        if let Err(error) = &read {
            self.damaged(key, &format!("it is {error}"));
        }
        read.ok()
    }

    /// The value of a word that has to be there.
    pub(crate) fn word<T: Copy>(&mut self, key: &str, all: &[(&'static str, T)]) -> T {
        let text = self.needed(key);
        self.chosen(key, &text, all)
    }

    /// The value of a word that may be missing.
    pub(crate) fn maybe_word<T: Copy>(
        &mut self,
        key: &str,
        all: &[(&'static str, T)],
    ) -> Option<T> {
        self.has(key).then(|| self.word(key, all))
    }

    /// The value of a word.
    pub(crate) fn chosen<T: Copy>(&self, key: &str, text: &str, all: &[(&'static str, T)]) -> T {
        let place = self.place(key, text, &|place| all.get(place).map(|(word, _)| *word));
        all[place].1
    }

    /// The place of a word among those that are allowed; 0 where it is none of them.
    #[inline(never)]
    fn place(&self, key: &str, text: &str, word: &dyn Fn(usize) -> Option<&'static str>) -> usize {
        let mut allowed = String::new();
        for place in 0.. {
            match word(place) {
                Some(word) if word == text => return place,
                Some(word) => {
                    if place > 0 {
                        allowed.push_str(", ");
                    }
                    allowed.push_str(word);
                }
                None => break,
            }
        }
        self.damaged(key, &format!("{:?} is none of {allowed}", quoted(text)));
        0
    }

    pub(crate) fn setting<W: Word>(&mut self, key: &str) -> Option<W> {
        self.has(key).then(|| self.word(key, W::ALL))
    }

    #[inline(never)]
    pub(crate) fn object(&mut self, key: &str) -> Option<Self> {
        let value = self.take(key)?;
        Some(Self::of(value, self.path(key), self.wrongs))
    }

    pub(crate) fn needed_object(&mut self, key: &str) -> Self {
        self.object(key).unwrap_or_else(|| {
            self.damaged(key, MISSING);
            Self { fields: Vec::new(), path: self.path(key), wrongs: self.wrongs }
        })
    }

    #[inline(never)]
    fn values(&mut self, key: &str) -> Vec<Json> {
        match self.take(key) {
            None => Vec::new(),
            Some(Json::List(values)) => values,
            Some(_) => {
                self.damaged(key, "a list is expected");
                Vec::new()
            }
        }
    }

    pub(crate) fn each<T>(&mut self, key: &str, read: fn(Self) -> T) -> Vec<T> {
        let mut all = Vec::new();
        for value in self.values(key) {
            let path = self.within(key, all.len());
            all.push(read(Self::of(value, path, self.wrongs)));
        }
        all
    }

    fn within(&self, key: &str, place: usize) -> String {
        format!("{}[{place}]", self.path(key))
    }

    /// A store: a file, PEM alone, or in a client store the word for a copied one.
    pub(crate) fn held(&mut self, key: &str, may_be_same: bool) -> Option<StoreContent> {
        let value = self.take(key)?;
        Some(self.held_in(value, self.path(key), may_be_same))
    }

    #[inline(never)]
    fn held_in(&self, value: Json, path: String, may_be_same: bool) -> StoreContent {
        match value {
            Json::Text(text) if may_be_same && *text == "same-as-server" => {
                StoreContent::SameAsServer
            }
            Json::Text(text) => {
                let certificates = self.certificates_of(&path, &text);
                StoreContent::File(File {
                    name: path,
                    certificates,
                    incomplete: false,
                    both_nodes: false,
                })
            }
            value => StoreContent::File(whole_file(Self::of(value, path, self.wrongs))),
        }
    }

    pub(crate) fn trusted(&mut self) -> Vec<StoreContent> {
        let mut all = Vec::new();
        for value in self.values("trusted_cas") {
            let path = self.within("trusted_cas", all.len());
            all.push(self.held_in(value, path, false));
        }
        all
    }

    /// The certificates of a file.
    pub(crate) fn certificates(&mut self) -> Vec<Arc<Certificate>> {
        let path = self.path("pem");
        match self.take("pem") {
            Some(Json::Text(pem)) => self.certificates_of(&path, &pem),
            _ => {
                self.damaged("pem", MISSING);
                Vec::new()
            }
        }
    }

    /// What PEM holds. It was written from certificates: anything else in it is damage.
    #[inline(never)]
    fn certificates_of(&self, path: &str, pem: &str) -> Vec<Arc<Certificate>> {
        let bundle = certificates::read(pem.as_bytes());
        let wrong = match bundle.problems.first() {
            Some(problem) => report::problem("", problem).what,
            None if bundle.certificates.is_empty() => "holds no certificate".into(),
            None => return bundle.certificates.into_iter().map(Arc::new).collect(),
        };
        self.wrongs.add(wrong, path.into(), words::DAMAGED);
        Vec::new()
    }

    /// The names that a side looks for.
    #[inline(never)]
    pub(crate) fn names(&mut self, key: &str) -> Option<OneOrMany> {
        match self.take(key)? {
            Json::Text(name) => Some(OneOrMany::One(self.kept(key, &name))),
            Json::List(values) => Some(OneOrMany::Many(self.texts(key, values))),
            _ => {
                self.damaged(key, "a name or a list of names is expected");
                None
            }
        }
    }

    /// The services that need a far end, in words.
    pub(crate) fn used_by(&mut self) -> Vec<String> {
        let values = self.values("used_by");
        self.texts("used_by", values)
    }

    /// The services to judge, in words.
    pub(crate) fn services(&mut self) -> Vec<String> {
        let values = self.values("services");
        self.texts("services", values)
    }

    /// The names in a certificate.
    pub(crate) fn certificate_names(&mut self) -> Vec<String> {
        let values = self.values("names");
        self.texts("names", values)
    }

    #[inline(never)]
    fn texts(&self, key: &str, values: Vec<Json>) -> Vec<String> {
        let mut texts = Vec::new();
        for value in values {
            match value {
                Json::Text(text) => texts.push(self.kept(key, &text)),
                _ => self.damaged(key, "a list of texts is expected"),
            }
        }
        texts
    }
}

const MISSING: &str = "a part is missing";

/// A certificate file from its object.
pub(crate) fn whole_file(mut fields: Fields<'_>) -> File {
    let file = File {
        name: fields.needed("file"),
        certificates: fields.certificates(),
        incomplete: fields.maybe("incomplete") == Some(true),
        both_nodes: fields.maybe("both_nodes") == Some(true),
    };
    fields.end();
    file
}

/// The words for the nodes.
pub(crate) const NODES: &[(&str, NodeName)] = &[("core", NodeName::Core), ("edge", NodeName::Edge)];
