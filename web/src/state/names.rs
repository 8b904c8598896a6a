//! Names that must be there and differ, as they are typed.
//!
//! A name that is missing or taken is an input error beside its field. So that nothing drops out
//! of the judgement while somebody types, it is judged under a name of its own until then.

/// What a machine or far end is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// The name by which it is judged and shown.
    pub name: String,
    /// Why that is not what was typed.
    pub problem: Option<NameProblem>,
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is left of it.
    Empty,
    /// An earlier one has it.
    Repeated,
}

/// Names that differ, one for each that was typed. `key` is what makes two names equal, and
/// `None` for a name that says nothing; `fallback` is what the one at a place, counted from 1, is
/// called then.
pub(super) fn distinct(
    typed: &[&str],
    key: impl Fn(&str) -> Option<String>,
    fallback: impl Fn(usize) -> String,
) -> Vec<GivenName> {
    let mut taken: Vec<String> = Vec::new();
    let problems: Vec<Option<NameProblem>> = typed
        .iter()
        .map(|name| match key(name.trim()) {
            None => Some(NameProblem::Empty),
            Some(key) if taken.contains(&key) => Some(NameProblem::Repeated),
            Some(key) => {
                taken.push(key);
                None
            }
        })
        .collect();
    let mut names = Vec::new();
    for (place, (typed, problem)) in typed.iter().zip(problems).enumerate() {
        let base = match problem {
            Some(NameProblem::Empty) => fallback(place + 1),
            _ => typed.trim().to_owned(),
        };
        let name = match problem {
            None => base,
            Some(_) => {
                let name = free(&base, |name| key(name).is_some_and(|key| taken.contains(&key)));
                taken.extend(key(&name));
                name
            }
        };
        names.push(GivenName { name, problem });
    }
    names
}

/// The name, or with the first number behind it that makes it a new one.
pub(super) fn free(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(base) {
        return base.to_owned();
    }
    let numbered = (2..).map(|number: u32| format!("{base} {number}"));
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn names_differ_whatever_is_typed() {
        for (typed, expected) in [
            (&["a", "b"][..], &[("a", None), ("b", None)][..]),
            (&[" a ", "A"], &[("a", None), ("A 2", Some(NameProblem::Repeated))]),
            (
                &["", "x2", ""],
                &[("x1", Some(NameProblem::Empty)), ("x2", None), ("x3", Some(NameProblem::Empty))],
            ),
            // A later name that is its own keeps it.
            (&["", "x1"], &[("x1 2", Some(NameProblem::Empty)), ("x1", None)]),
            (
                &["a", "a", "a 2"],
                &[("a", None), ("a 3", Some(NameProblem::Repeated)), ("a 2", None)],
            ),
        ] {
            let key = |name: &str| (!name.is_empty()).then(|| name.to_lowercase());
            let given = distinct(typed, key, |place| format!("x{place}"));
            let given: Vec<_> =
                given.iter().map(|given| (given.name.as_str(), given.problem)).collect();
            assert_eq!(given, expected, "{typed:?}");
        }
    }
}
