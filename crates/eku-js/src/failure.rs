//! What the functions throw: an `Error` with `message`, `code` and `problems`.

use eku_engine::report::Problem;
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

use crate::object::object;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// An argument has a key or value that is not allowed.
    WrongArgument,
    /// There cannot be such a deployment, or a certificate in it cannot be read.
    WrongDeployment,
    /// The certificate cannot be read.
    Unreadable,
}

impl Code {
    fn id(self) -> &'static str {
        match self {
            Self::WrongArgument => "wrong-argument",
            Self::WrongDeployment => "wrong-deployment",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct Failure {
    code: Code,
    problems: Vec<Problem>,
}

impl Failure {
    pub(crate) fn new(code: Code, problems: Vec<Problem>) -> Self {
        Self { code, problems }
    }

    /// What is wrong with an argument, at a place such as `deployment.core.eku_check`.
    pub(crate) fn argument(place: &str, what: &str) -> Self {
        let (file, place) = place.split_once('.').unwrap_or((place, ""));
        let (what, remedy) = eku_deployment::refusal(what, "see the types of the package");
        let (file, place) = (file.into(), place.into());
        Self::new(Code::WrongArgument, vec![Problem { file, what, place, remedy, count: 1 }])
    }

    /// One line for each problem: argument, what, where, what to do.
    fn message(&self) -> String {
        let line = |problem: &Problem| {
            let parts = [&problem.file, &problem.what, &problem.place, &problem.remedy];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(": ")
        };
        self.problems.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        let error = Error::new(&failure.message());
        // Setting a key of a new, ordinary object does not fail.
        let _ = Reflect::set(&error, &"code".into(), &failure.code.id().into());
        if let Ok(problems) = object(&failure.problems) {
            let _ = Reflect::set(&error, &"problems".into(), &problems);
        }
        error.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn a_message_says_the_argument_what_where_and_what_to_do() {
        for (place, what, expected) in [
            (
                "deployment.core",
                "unknown field `a`, expected `b` or `c`",
                "deployment: unknown field `a`: core: use `b` or `c`",
            ),
            ("at", "\"x\" is no date", "at: \"x\" is no date: see the types of the package"),
        ] {
            assert_eq!(Failure::argument(place, what).message(), expected);
        }
    }
}
