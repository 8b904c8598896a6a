//! Every text of the page that is not a sentence of the report, so that a translation is a file.

pub mod answer;
pub mod case;
pub mod collected;
pub mod doubts;
pub mod far_ends;
pub mod forecast;
pub mod help;
pub mod installed;
pub mod judging;
pub mod machines;
pub mod parts;
pub mod picture;
pub mod receipt;
pub mod take_away;
pub mod timeline;
pub mod trial;
pub mod upload;

use eku_engine::deployment::{NodeName, Release, Switch};
use eku_engine::report::{self, Confidence, NotChecked, Verdict};

pub use crate::names::*;

/// The program's name.
pub const NAME: &str = "Expressway EKU Check";
/// The question that the page answers.
pub const QUESTION: &str = "Will your Expressway survive the end of client-auth EKU?";
/// What the page promises.
pub const PROMISE: &str = "Runs in your browser and sends nothing. Not a Cisco product.";
/// Opens the help.
pub const HELP: &str = "Help";
/// The theme button while the page is dark.
pub const TO_LIGHT: &str = "Light";
/// The theme button while the page is light.
pub const TO_DARK: &str = "Dark";
/// Skips the masthead.
pub const SKIP: &str = "Skip to the answer";

/// Heading of the drop area.
pub const DROP_TITLE: &str = "Drop your files here";
/// The same where nothing can be dropped: on a phone.
pub const CHOOSE_TITLE: &str = "Choose your files";
/// What the drop area takes.
pub const DROP_WANT: &str = "Diagnostic archives, or the certificates of Core (Expressway-C) and Edge \
    (Expressway-E) in any format. No private keys.";
/// Button of the drop area.
pub const CHOOSE_FILES: &str = "Choose files…";
/// The drop area beside an answer.
pub const DROP_SLIM_TITLE: &str = "Drop more files";
/// What happens to it.
pub const DROP_SLIM: &str = "anywhere on this page.";
/// How to find out that the page keeps its promise.
pub const VERIFY: &str = "Your files stay in this browser. To verify this, disconnect from the network: \
    the page still works.";
/// Leads to more about that.
pub const VERIFY_HOW: &str = "More ways to verify";
/// Three steps, each a word and a sentence.
pub const THREE_STEPS: [(&str, &str); 3] = [
    ("Add files", "Diagnostic archives, or the certificates of Core and Edge."),
    ("Confirm settings", "Your release, and the EKU check of each node."),
    ("Get the answer", "Which services work, which fail and why, and how to fix them."),
];
/// Heading of the examples.
pub const EXAMPLES: &str = "Or try an example";
/// Question that leads to the files.
pub const WHERE: &str = "Where do I find these files?";

/// Heading of the services.
pub const SERVICES: &str = "Services";
/// Leads the services that nothing here touches.
pub const NOT_AFFECTED: &str = "Not affected:";
/// A service that has the cause that the answer tells.
pub const SAME_CAUSE: &str = "Same cause as above.";
/// The same of a service that is unknown.
pub const SAME_REASON: &str = "Same reason as above.";
/// Heading of the plans.
pub const PLANS: &str = "What to do";
/// Not every plan is listed.
pub const PLANS_CUT: &str = "Only the shortest fixes are listed.";
/// A fix of everything.
pub const REPAIRS_ALL: &str = "Fixes all failures.";
/// A plan ahead after which nothing breaks on its day.
pub const KEEPS_ALL: &str = "Keeps everything working.";
/// A fix of something.
pub const REPAIRS_SOME: &str = "Partial fix.";
/// Opens an action's steps.
pub const STEPS_DISCLOSURE: &str = "Risks, steps and rollback";
/// How many of an action's steps are done.
#[must_use]
pub fn steps_done(done: usize, all: usize) -> String {
    format!(" ({done} of {all} done)")
}

/// Heading of an action's warnings.
pub const WARNINGS: &str = "Risks";
/// Heading of an action's steps.
pub const STEPS: &str = "Steps";
/// Heading of how an action is taken back.
pub const ROLLBACK: &str = "Rollback";
/// Marks a step that no source says.
pub const INFERRED: &str = "inferred";
/// Leads an action's other ways.
pub const ALTERNATIVES: &str = "Alternatives";
/// An action for somebody else.
pub const OUTSIDE: &str = "The administrator of the far end does this.";
/// The copy button.
pub const COPY: &str = "Copy";
/// The copy button, once it has copied.
pub const COPIED: &str = "Copied";
/// The copy button, where the browser did not let it.
pub const NOT_COPIED: &str = "Select and copy";
/// An end of a connection that presents nothing.
pub const PRESENTS_NOTHING: &str = "sends no certificate";
/// What no check of this page is about, beside an answer that something works.
pub const OUTSIDE_PAGE: &str =
    "This tool does not check DNS, ports, licenses, revocation or accounts.";
/// Leads to the connection that a reason is about.
pub const SEE_CONNECTION: &str = "Show the connection";
/// Leads what was not checked.
pub const NOT_CHECKED: &str = "Not checked:";
/// A store that nothing was given for.
pub const NOTHING_GIVEN: &str = "not added yet";
/// Leads to what is worth knowing.
pub const SEE: &str = "Show details";
/// Leads the stores that are still empty.
pub const STILL_MISSING: &str = "Still missing:";

/// How many files wait for a store, so that the answer is without them.
#[must_use]
pub fn still_waiting(count: usize) -> String {
    match count {
        1 => "1 file still needs a store. The answer does not include it.".to_owned(),
        count => {
            format!("{} files still need a store. The answer does not include them.", number(count))
        }
    }
}
/// Leads the rule of a reason.
pub const RULE: &str = "Rule:";
/// Leads where a rule itself comes from.
pub const RULE_FROM: &str = "Rule source:";

/// Heading of the deployment.
pub const DEPLOYMENT: &str = "Your deployment";
/// Removes everything.
pub const START_AGAIN: &str = "Start again";
/// Label of the release.
pub const RELEASE: &str = "Release";
/// Label of the date.
pub const DATE: &str = "Check date";
/// Label of the check box for different releases.
pub const RELEASES_DIFFER: &str = "Core and Edge run different releases";
/// Label of the switch.
pub const EKU_CHECK: &str = "EKU check";
/// What a reader of labels alone needs to know about the switch.
pub const EKU_CHECK_OF: &str = "for inbound SIP TLS on";
/// The switch is on.
pub const ON: &str = "On";
/// The switch is off.
pub const OFF: &str = "Off";
/// Leads the name of the file that something was read from.
pub const FILE: &str = "File:";
/// Leads the issuer.
pub const FROM: &str = "From";
/// Leads a date that lies behind.
pub const EXPIRED: &str = "Expired";
/// Leads a date that lies behind the check date and is still to come.
pub const EXPIRES: &str = "Expires";
/// Follows a date that is still to come, and lies behind the check date.
pub const BEFORE_JUDGED: &str = ", before the check date";
/// Follows a date that is still to come, and is the check date.
pub const ON_JUDGED: &str = ", on the check date";
/// Follows a date that lies behind, and is still to come on the check date.
pub const AFTER_JUDGED: &str = ", after the check date";
/// Leads a date that is still to come.
pub const NOT_YET_VALID: &str = "Not valid before";
/// Leads the end of a validity.
pub const VALID_UNTIL: &str = "Valid until";
/// Opens a certificate's fields.
pub const ALL_FIELDS: &str = "All fields";
/// Chooses a file for an empty store.
pub const CHOOSE: &str = "Choose file…";
/// Chooses a file for a store that has one.
pub const REPLACE: &str = "Replace…";
/// Adds a file to a list.
pub const ADD: &str = "Add…";
/// Empties a store.
pub const REMOVE: &str = "Remove";
/// Takes an alert away.
pub const DISMISS: &str = "Dismiss";
/// In an empty text area.
pub const PASTE: &str = "or paste PEM here";
/// In a text area of a store that has a certificate.
pub const PASTE_INSTEAD: &str = "paste";
/// Opens the alerts that are folded away.
#[must_use]
pub fn more_alerts(count: usize) -> String {
    match count {
        1 => "1 more problem".to_owned(),
        count => format!("{count} more problems"),
    }
}

/// What stands between a file's name and its problem, which may be the rest of the sentence.
#[must_use]
pub fn between(problem: &str) -> &'static str {
    let first = problem.split(' ').next().unwrap_or_default();
    if VERBS.contains(&first) { " " } else { ": " }
}

/// How the problems begin that are the rest of a sentence.
const VERBS: [&str; 12] = [
    "appears", "cannot", "contains", "could", "does", "has", "is", "says", "shows", "was", "were",
    "are",
];

/// Moves a certificate to another store.
pub const MOVE: &str = "Move…";
/// Copies the server store's certificate.
pub const SAME_AS_SERVER: &str = "Use the server certificate";
/// In an empty field that may stay empty.
pub const OPTIONAL: &str = "optional";
/// Heading of the trusted CA lists.
pub const TRUST: &str = "Trusted CA lists (optional)";
/// What the trusted CA lists are for.
pub const TRUST_WANT: &str = "Add the CA certificates that each node trusts to check trust too.";
/// Some lists are given and others are not.
pub const TRUST_SOME: &str = "Where a list is missing, trust is not checked.";
/// Heading of what could not be sorted.
pub const UNPLACED: &str = "Which store is this certificate from?";
/// Why it could not be sorted.
pub const UNPLACED_WHY: &str = "The file name does not show the node and the store.";
/// Throws it away.
pub const DISCARD: &str = "Discard";

/// Name of pasted text, where a file would have one.
pub const PASTED: &str = "pasted text";

/// One word for a verdict.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "Works",
        Verdict::Undecided => "Unknown",
        Verdict::Fails => "Fails",
    }
}

/// One word for a verdict, as tests and style sheets read it.
#[must_use]
pub const fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works",
        Verdict::Undecided => "undecided",
        Verdict::Fails => "fails",
    }
}

/// How well a reason is founded.
#[must_use]
pub const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Documented => "Documented",
        Confidence::Measured => "Measured",
        Confidence::Inferred => "Inferred",
    }
}

/// `Not checked: …` for these checks; empty where there are none.
#[must_use]
pub fn not_checked_line(checks: &[NotChecked]) -> String {
    if checks.is_empty() {
        return String::new();
    }
    format!("{NOT_CHECKED} {}.", report::not_checked_list(checks))
}

/// Their identifiers, for the page's hooks.
#[must_use]
pub fn not_checked_ids(checks: &[NotChecked]) -> String {
    Vec::from_iter(checks.iter().map(|check| check.id())).join(" ")
}

/// The label of the names that a node looks for.
#[must_use]
pub const fn verify_names(node: NodeName) -> &'static str {
    match node {
        NodeName::Core => "TLS verify name for Edge (zone peer address)",
        NodeName::Edge => "TLS verify name for Core (zone subject name)",
    }
}

/// What a service waits for.
#[must_use]
pub fn needs(names: &[&str]) -> String {
    format!("Needs: {}.", names.join(", "))
}

/// Where a node stands.
#[must_use]
pub const fn node_place(node: NodeName) -> &'static str {
    match node {
        NodeName::Core => "Expressway-C, inside",
        NodeName::Edge => "Expressway-E, outside",
    }
}

/// A release in the menu: as the menu offers it, or in full.
#[must_use]
pub fn menu_release(release: Release) -> String {
    let offered = Release::menu().find(|offered| Release::parse(offered) == Ok(release));
    offered.map_or_else(|| release.to_string(), str::to_owned)
}

/// Why a client store cannot be used.
#[must_use]
pub fn no_client_store(release: Release) -> String {
    format!(
        "{release} has no client store and uses the server certificate for both roles. This \
         certificate is kept for X15.5."
    )
}

/// The label of a check box.
#[must_use]
pub fn is_on(switch: Switch) -> String {
    format!("{} is {}", switch.row().name, switch.state(true))
}

/// Why the switch cannot be used.
#[must_use]
pub fn no_eku_check(release: Release) -> String {
    format!("{release} has no such setting and always requires client authentication.")
}

/// `and 2 chain certificates`.
#[must_use]
pub fn chain_count(count: usize) -> String {
    match count {
        0 => "without its chain".to_owned(),
        1 => "with 1 chain certificate".to_owned(),
        count => format!("with {count} chain certificates"),
    }
}

/// A certificate and the CAs above it.
pub const CHAIN: &str = "Chain";

/// The heading of a further certificate of a file.
#[must_use]
pub fn chain_title(number: usize) -> String {
    format!("Chain certificate {number}")
}

/// `all 10,000 characters`, what a tap on a long name shows.
#[must_use]
pub fn all_characters(count: usize) -> String {
    format!("all {} characters", number(count))
}

/// Names for a sentence: all of them, or the first and how many others there are.
#[must_use]
pub fn some(names: &[impl AsRef<str>]) -> String {
    let names = Vec::from_iter(names.iter().map(AsRef::as_ref));
    match &names[..] {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= MOST_NAMES => {
            format!("{} and {last}", first.join(", "))
        }
        all => format!("{} and {} others", all[..5].join(", "), number(all.len() - 5)),
    }
}

/// A sentence has so many names at most.
const MOST_NAMES: usize = 8;

/// What is counted instead of drawn.
#[must_use]
pub fn not_drawn(count: usize) -> String {
    format!("And {} more, not shown.", number(count))
}

/// `10,000`.
#[must_use]
pub fn number(count: usize) -> String {
    report::thousands(count as u64)
}

/// What stands beside names that can deceive.
pub const NAME_MARKS: &str = "Misleading names";
/// The label of what a certificate's key may be used for.
pub const KEY_USAGE: &str = "Key usage";
/// The label of a certificate's key.
pub const KEY: &str = "Key";
/// The label of what a certificate's signature was made with.
pub const SIGNATURE: &str = "Signature";

/// How many more names can deceive than are shown.
#[must_use]
pub fn more_marks(count: usize) -> String {
    match count {
        1 => "And 1 more under All fields.".to_owned(),
        count => format!("And {count} more under All fields."),
    }
}

/// `3 certificates`.
#[must_use]
pub fn certificate_count(count: usize) -> String {
    match count {
        1 => "1 certificate".to_owned(),
        count => format!("{count} certificates"),
    }
}

/// The problem of a file that is larger than any certificate.
#[must_use]
pub fn too_large(bytes: f64) -> (String, String) {
    // A fraction's own way into text weighs as much as all of this file.
    let tenths = (bytes / 1e5).round() as u64;
    (
        format!("is too large for a certificate ({}.{} MB)", tenths / 10, tenths % 10),
        "add only the certificate, as PEM or DER".to_owned(),
    )
}

/// Text from a file or a certificate, with what could mislead made visible.
#[must_use]
pub fn shown(text: &str) -> String {
    report::text::visible(text)
}

/// What a message about several files speaks of.
pub const THE_FILES: &str = "The files";

/// The problem of files that were read beside the page, and could not be.
#[must_use]
pub fn worker_failed() -> (String, String) {
    (
        "were not read, because the browser stopped the reading".to_owned(),
        "add one archive at a time, or use the command line: eku check ARCHIVE".to_owned(),
    )
}

/// The problem of a file that crashed the worker that read it.
#[must_use]
pub fn crashed() -> (String, String) {
    (
        "was not added, because reading it crashed".to_owned(),
        "use the command line: eku check FILE".to_owned(),
    )
}

/// The problem of a file that the browser could not read.
#[must_use]
pub fn unreadable_file() -> (String, String) {
    (
        "could not be read by the browser".to_owned(),
        "choose the file again, or add the files in the folder".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{NAME, PROMISE, QUESTION, between};

    #[wasm_bindgen_test(unsupported = test)]
    fn a_problem_goes_on_or_stands_alone() {
        assert_eq!(between("contains a private key"), " ");
        assert_eq!(between("a certificate is cut off"), ": ");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_read_while_the_page_loads_says_the_same() {
        let shell = include_str!("../../index.html");
        for words in [NAME, QUESTION, PROMISE] {
            assert!(shell.contains(&format!(">{words}<")), "{words}");
        }
    }
}
