//! Texts of the answer: cause, fix and when.

use eku_engine::deployment::NodeName;
use eku_engine::renewal::Renewal;

use crate::text::some;

/// Leads the reason of a failure.
pub const CAUSE: &str = "Cause";
/// Leads the reason of an answer that is no failure.
pub const WHY: &str = "Why";
/// Leads the first plan.
pub const FIX: &str = "Fix";
/// Leads the days.
pub const WHEN: &str = "When";
/// The client store holds what the server store does.
pub const COPY: &str = "The client certificate is a copy of the server certificate.";
/// Leads to what may have made the copy.
pub const HOW: &str = "Why is it a copy?";
/// Leads to the plan's steps.
pub const STEPS: &str = "See the steps";
/// The plan leaves something that fails.
pub const PARTIAL: &str = "This is a partial fix.";
/// Goes back to the present day from the one that was chosen.
pub const TODAY: &str = "Back to today";
/// Leads to the days one by one.
pub const SEE_WHEN: &str = "See all dates";

/// The headline of another day than today is of that day.
#[must_use]
pub fn on_day(day: &str) -> String {
    format!("On {day}:")
}

/// Who has to trust a private CA before its client certificate on a node is of use.
#[must_use]
pub const fn trust_first(node: NodeName) -> &'static str {
    match node {
        NodeName::Core => {
            "First add that CA to the trusted CA list of Edge and the trust store of Unified CM."
        }
        NodeName::Edge => "First add that CA to the trust stores of the far ends.",
    }
}

/// The last day for what is to be done.
#[must_use]
pub fn by(day: &str) -> String {
    format!("Act by {day}.")
}

/// What fails does so on the check date.
#[must_use]
pub const fn fails(is_today: bool) -> &'static str {
    if is_today { "Already failing." } else { "Failing on that date." }
}

/// What else there is, and whether everything is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Every service.
    All,
    /// These services, by their names.
    Some(Vec<String>),
}

impl Rest {
    fn words(&self) -> String {
        match self {
            Self::All => "Every service".to_owned(),
            Self::Some(names) => some(names),
        }
    }

    fn is_one(&self) -> bool {
        match self {
            Self::All => true,
            Self::Some(names) => names.len() == 1,
        }
    }
}

/// What works and until when: the day as it is shown, and whose certificates expire then.
#[must_use]
pub fn holds(rest: &Rest, day: &str, expire: &[String]) -> String {
    let verb = if rest.is_one() { "works" } else { "work" };
    format!("{} {verb} until {day}{}.", rest.words(), expiring(expire))
}

/// What is undecided, and from which day on it fails in any case.
#[must_use]
pub fn breaks(rest: &Rest, day: &str, expire: &[String]) -> String {
    let verb = if rest.is_one() { "fails" } else { "fail" };
    format!("{} {verb} from {day} on{}.", rest.words(), expiring(expire))
}

/// What expires first of what a plan leaves as it is.
#[must_use]
pub fn after_the_fix(expire: &[String], day: &str) -> String {
    let what = match expire {
        [one] => one.clone(),
        several => format!("{} certificates", several.len()),
    };
    format!("After the fix, the next expiry is {day}: {what}.")
}

fn expiring(stores: &[String]) -> String {
    expiry(stores).map(|what| format!(", when {what}")).unwrap_or_default()
}

/// Whose certificates expire; nothing where none does.
fn expiry(stores: &[String]) -> Option<String> {
    Some(match stores {
        [] => return None,
        [one] => format!("{one} expires"),
        [one, other] => format!("{one} and {other} expire"),
        [one, others @ ..] => format!("{one} and {} others expire", others.len()),
    })
}

/// What becomes of it where each certificate is renewed in time by the CA that issued it: the day on
/// which it breaks then, whether that is the same, and what a renewal carries.
#[must_use]
pub fn renewed(day: Option<&str>, is_same: bool, renewal: Renewal) -> String {
    let why = match renewal {
        Renewal::ServerOnly => ": the new certificate will have no client authentication",
        Renewal::Nothing => ": the CA no longer issues certificates",
        Renewal::Same | Renewal::Unknown => "",
    };
    match day {
        None => {
            "If you renew on time with the same CAs, no later problem is known (10-year outlook)."
                .to_owned()
        }
        Some(_) if is_same => format!("Renewing with the same CA does not help{why}."),
        Some(day) => format!("Renewing with the same CA only delays the outage to {day}{why}."),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_holds_and_until_when_is_a_sentence() {
        let some = |names: &[&str]| Rest::Some(names.iter().map(|name| (*name).into()).collect());
        for (rest, expire, sentence) in [
            (Rest::All, &[][..], "Every service works until 1 June."),
            (some(&["MRA"]), &["a"][..], "MRA works until 1 June, when a expires."),
            (some(&["x", "y"]), &["a", "b"], "x and y work until 1 June, when a and b expire."),
            (some(&["a"; 10]), &[], "a, a, a, a, a and 5 others work until 1 June."),
            (
                some(&["x", "y", "z"]),
                &["a", "b", "c"],
                "x, y and z work until 1 June, when a and 2 others expire.",
            ),
        ] {
            let expire: Vec<String> = expire.iter().map(|one| (*one).to_owned()).collect();
            assert_eq!(holds(&rest, "1 June", &expire), sentence);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_a_renewal_changes_is_said_with_its_reason() {
        for (day, is_same, renewal, expected) in [
            (
                None,
                false,
                Renewal::Same,
                "If you renew on time with the same CAs, no later problem is known (10-year outlook).",
            ),
            (
                Some("1 June"),
                false,
                Renewal::Unknown,
                "Renewing with the same CA only delays the outage to 1 June.",
            ),
            (
                Some("1 June"),
                true,
                Renewal::ServerOnly,
                "Renewing with the same CA does not help: the new certificate will have no client authentication.",
            ),
            (
                Some("1 June"),
                true,
                Renewal::Nothing,
                "Renewing with the same CA does not help: the CA no longer issues certificates.",
            ),
        ] {
            assert_eq!(renewed(day, is_same, renewal), expected);
        }
    }
}
