//! The help: where files are, what EKUs are, how a verdict is made, limits, privacy, and what
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
pub const WHERE_IS_IT: &str = "Where to find this";

/// The `id` of the section about files.
pub const FILES: &str = "help-files";

/// Where each file is: the `id` of the entry, what is wanted, how to get it, the command.
pub const WHERE_FILES: [(&str, &str, &str, &str); 9] = [
    (
        "help-archive",
        "Everything at once",
        "On each peer, open Maintenance > Diagnostics > Diagnostic logging. Start a log, stop the log \
         and download the archive. Drop the archives here unopened. Each contains the certificates, the \
         trusted CA list, the settings and the logs of one peer. X15.5 includes the client \
         certificate.",
        "",
    ),
    (
        "help-server",
        "Server certificate",
        "Open Maintenance > Security > Server certificate and select Show (PEM file). Save the page, or \
         paste its text here. Or run this command from another system that can reach Edge:",
        "openssl s_client -connect edge.example.com:5061 -showcerts",
    ),
    (
        "help-client",
        "Client certificate (X15.5)",
        "Open Maintenance > Security > Client certificate and select Show (PEM file). After an upgrade \
         to X15.5, the client certificate is a copy of the server certificate until you replace it.",
        "",
    ),
    (
        "help-trusted",
        "Trusted CA list",
        "Open Maintenance > Security > Trusted CA certificate and select Show all (PEM file). Save the \
         page. Both stores of a node use the same list.",
        "",
    ),
    (
        "help-release",
        "Release",
        "See the foot of every page of the web interface, or run this command on the node:",
        "xStatus SystemUnit",
    ),
    (
        "help-check",
        "EKU check (X15.5)",
        "Default: On. Run this command on each node:",
        "xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode",
    ),
    (
        "help-names",
        "TLS verify names",
        "Open Configuration > Zones > Zones and select the traversal zone. On Edge, copy TLS verify \
         subject name. On Core, copy the peer address.",
        "",
    ),
    (
        "help-cluster",
        "Cluster",
        "Open System > Clustering for the list of peers and the TLS verify mode (Permissive or \
         Enforcing). Add the certificates of every peer.",
        "",
    ),
    (
        "help-far-end",
        "Far ends",
        "Open Status > Zones for the list of zones. Ask the administrator of the far end for its \
         certificate and its trusted CA list. Also ask whether it requires client authentication.",
        "",
    ),
];

/// The `id` of the section about what leaves the page.
pub const PRIVACY: &str = "help-privacy";

/// The sections after the files: `id`, heading, paragraphs.
pub const SECTIONS: [(&str, &str, &[&str]); 4] = [
    (
        "help-eku",
        "What is EKU?",
        &["Extended key usage (EKU) lists what a certificate is for. A TLS server needs server \
             authentication (serverAuth). A TLS client needs client authentication (clientAuth). \
             Expressway is both. Public CAs are ending client authentication, so certificates that you \
             renew with a public CA no longer include it."],
    ),
    (
        "help-verdict",
        "How a verdict is made",
        &[
            "The page lists the TLS connections of your deployment, with the certificates of both ends. \
             Rules check the EKUs, validity, trust and names of each connection. A service works when \
             every connection that it needs works.",
            "Each reason names its rule and its source. Documented: by the vendor or a standard. \
             Measured: with OpenSSL. Inferred: from these. Where the input is not enough, the verdict is \
             Unknown, with what to find out.",
        ],
    ),
    (
        "help-limits",
        "What is not checked",
        &[
            "This tool does not check DNS, firewalls, ports, licenses, revocation or user accounts. Each \
             can stop a service. Domain certificates that are selected by SNI are not supported.",
            "“Works” means that the checks found no certificate problems. The answer lists what was not \
             checked.",
            "Cisco’s documents do not describe every release. Other releases are checked as the nearest \
             documented release, and the answer shows this.",
        ],
    ),
    (
        PRIVACY,
        "Nothing leaves this page",
        &[
            "The content security policy of the page blocks connections, images, frames, forms and other \
             scripts. A policy cannot block WebRTC or a jump to another address. The page uses neither.",
            "Nothing of yours is stored. A private key is rejected, discarded and overwritten in memory. What you \
             save goes to your disk.",
            "To verify this, open the developer tools of your browser (F12), select Network and use the \
             page. You should see only blob: entries (local memory). Or disconnect from the network: the \
             page still works.",
        ],
    ),
];

/// The `id` of the section of questions.
pub const QUESTIONS: &str = "help-questions";
/// Its heading.
pub const QUESTIONS_TITLE: &str = "Common questions";
/// The `id` of the last section.
pub const ABOUT: &str = "help-about";
/// Its heading.
pub const ABOUT_TITLE: &str = "About this page";
/// Leads the sources.
pub const SOURCES: &str = "Sources";
/// What a click on a source does.
pub const SOURCES_WHY: &str = "Every rule names its source. A link opens the site of the source only when \
    you select it.";
/// Leads the licenses.
pub const LICENCES: &str = "Libraries in this page and their licenses";
/// By whom the page is not.
pub const NOT_CISCO: &str =
    "This is not a Cisco product. For an official answer, ask Cisco support.";

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
             dates since {}. Get the newest version first.",
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
