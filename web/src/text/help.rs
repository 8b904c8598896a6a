//! The help: where files are, what purposes are, how a verdict is made, limits, privacy, and what
//! the page is made of.

use eku_engine::policy::{self, chrome_roots};
use eku_engine::time::Timestamp;

use crate::dates;

/// Heading of the help.
pub const TITLE: &str = "Help";
/// Closes it.
pub const CLOSE: &str = "Close";
/// Names the list of its sections.
pub const CONTENTS: &str = "In this help";
/// The question beside an empty store.
pub const WHERE_IS_IT: &str = "Where do I find it?";

/// The `id` of the section about files.
pub const FILES: &str = "help-files";

/// Where each file is: the `id` of the entry, what is wanted, how to get it, the command.
pub const WHERE_FILES: [(&str, &str, &str, &str); 9] = [
    (
        "help-archive",
        "Everything at once",
        "On each machine, Maintenance > Diagnostics > Diagnostic logging: start a log, stop it, \
         download it. Drop the archive as it is. It holds the server certificate, from X15.5 on the \
         client certificate, the trusted CAs, the settings and the logs. One archive for each machine \
         of a cluster.",
        "",
    ),
    (
        "help-server",
        "Server certificate",
        "Maintenance > Security > Server certificate, Show (PEM file): save the page, or copy the text \
         and paste it here. From elsewhere, this command prints what Edge presents:",
        "openssl s_client -connect edge.example.com:5061 -showcerts",
    ),
    (
        "help-client",
        "Client certificate (X15.5)",
        "Maintenance > Security > Client certificate, in the same way. After an upgrade to X15.5 it \
         is a copy of the server certificate, until somebody replaces it.",
        "",
    ),
    (
        "help-trusted",
        "Trusted CA list",
        "Maintenance > Security > Trusted CA certificate, Show all (PEM file): save the page. Both \
         stores of a node use the same list.",
        "",
    ),
    (
        "help-release",
        "Release",
        "At the foot of every page of the web interface, or on the command line of the node:",
        "xStatus SystemUnit",
    ),
    (
        "help-check",
        "EKU check (X15.5)",
        "On the command line of each node; On unless somebody changed it:",
        "xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode",
    ),
    (
        "help-names",
        "Names to verify",
        "On Edge, Configuration > Zones > Zones, the traversal zone, TLS verify subject name. On \
         Core, the same page: the peer address of the traversal zone.",
        "",
    ),
    (
        "help-cluster",
        "Cluster",
        "System > Clustering lists the peers and says whether they verify each other: Permissive or \
         Enforcing. Each peer has certificates of its own: give them all.",
        "",
    ),
    (
        "help-far-end",
        "Far ends",
        "Status > Zones lists the zones. Ask the far end’s administrators for its certificate and its \
         trusted CAs, and whether it checks the purpose of client certificates.",
        "",
    ),
];

/// The sections after the files: `id`, heading, paragraphs.
pub const SECTIONS: [(&str, &str, &[&str]); 4] = [
    (
        "help-eku",
        "Extended key usage in four sentences",
        &[
            "A certificate says what it may be used for: its extended key usage. Server authentication \
           is for the side that answers a TLS connection, client authentication for the side that \
           opens it. Expressway does both, so it long needed both in one certificate. Public CAs are \
           ending client authentication, so certificates renewed by them lose it.",
        ],
    ),
    (
        "help-verdict",
        "How a verdict is made",
        &[
            "The deployment becomes TLS connections: who opens each, who answers, and which store \
             each side presents. Rules check each connection: purposes, validity, trust and names. \
             A service works when every connection that it needs works.",
            "Each reason names its rule, how well it is founded, and its source: documented by the \
             vendor or a standard, measured with OpenSSL, or inferred from these. What cannot be \
             decided is Undecided, with what would decide it.",
        ],
    ),
    (
        "help-limits",
        "What the page does not look at",
        &[
            "DNS, firewalls and ports, licences, revocation and user accounts: each can stop a \
             service that the certificates allow. Domain certificates chosen by SNI are not modelled.",
            "“Works” means that no certificate reason to fail was found among the checks that were \
             made. What was not checked is always named beside it.",
            "A release that no document of Cisco describes is checked as the nearest one that is \
             described, and the answer says so.",
        ],
    ),
    (
        "help-privacy",
        "Nothing leaves this page",
        &[
            "Once it is loaded, its content security policy refuses connections, pictures, frames and \
             forms. It runs no script but the page’s own. A policy cannot refuse WebRTC or a jump to \
             another address. The page’s script does neither.",
            "Nothing of yours is stored. A private key is refused, never kept, and overwritten in \
             memory. What you save goes to your disk.",
            "Check it: open the developer tools of the browser (F12), Network, and use the page. Nothing \
             is listed but the page’s own memory, as blob:. Or unplug the network: everything still \
             works.",
        ],
    ),
];

/// The `id` of the section of questions.
pub const QUESTIONS: &str = "help-questions";
/// Its heading.
pub const QUESTIONS_TITLE: &str = "Questions that people ask";
/// The `id` of the last section.
pub const ABOUT: &str = "help-about";
/// Its heading.
pub const ABOUT_TITLE: &str = "This page";
/// Leads the sources.
pub const SOURCES: &str = "Sources";
/// What a click on a source does.
pub const SOURCES_WHY: &str = "Every rule names its source. These links open the source’s own site, \
    when you follow them and not before.";
/// Leads the licences.
pub const LICENCES: &str = "Libraries in this page and their licences";
/// By whom the page is not.
pub const NOT_CISCO: &str = "It is not a Cisco product. Cisco’s documents and support decide.";

/// The libraries, a line for each licence; made by `cargo xtask docs`.
pub const LIBRARIES: &str = include_str!("licences.txt");

/// When the dates and CAs were read, and how old that is: `Policy data of 23 Nov 2026, 2 days old.`
#[must_use]
pub fn policy_age(now: Timestamp) -> String {
    let days = policy::read().days_until(now);
    let age = match days {
        ..=0 => "read today".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    };
    format!(
        "Policy data (dates of CAs, Chrome’s policy, Cisco’s documents) of {}, {age}. Chrome Root \
         Store {}: a third-party copy of {}.",
        dates::day(policy::read()),
        chrome_roots::VERSION,
        dates::day(chrome_roots::READ)
    )
}

/// A warning where that is long ago; nothing where it is not.
#[must_use]
pub fn policy_is_old(now: Timestamp) -> Option<String> {
    let days = policy::read().days_until(now);
    (days > FRESH_FOR).then(|| {
        format!(
            "The policy data of this page is {days} days old. CAs and Cisco may have changed their \
             dates since {}: get the newest version before you decide.",
            dates::day(policy::read())
        )
    })
}

/// So many days policy data is not old.
const FRESH_FOR: i64 = 120;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_age_of_the_policy_data_is_said_and_warned_of() {
        for (days, age, old) in [
            (0, "23 Nov 2026, read today.", false),
            (1, "23 Nov 2026, 1 day old.", false),
            (2, "23 Nov 2026, 2 days old.", false),
            (120, "120 days old.", false),
            (121, "121 days old.", true),
        ] {
            let now = policy::read().plus_days(days);
            assert!(policy_age(now).contains(age), "{}", policy_age(now));
            assert!(policy_age(now).contains("Chrome Root Store 36: "), "{}", policy_age(now));
            assert_eq!(policy_is_old(now).is_some(), old, "{days}");
        }
    }
}
