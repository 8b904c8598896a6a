//! The page "How a verdict is made": rules, what they look at, what they stand on, and the
//! scenarios that show each.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use eku_engine::chain::Links;
use eku_engine::citation::{CITATIONS, Citation};
use eku_engine::connection::{ConnectionId, Party, connections};
use eku_engine::deployment::{
    Deployment, FarEnd, Initiates, Node, NodeName, Peer, Release, Store, Stores, Switch,
    TraversalZone,
};
use eku_engine::policy::{MAXIMUM_DAYS, MAXIMUM_DAYS_SOURCE, SERVER_ONLY_FROM, SERVER_ONLY_SOURCE};
use eku_engine::report::{not_checked_words, questions};
use eku_engine::rule::{Check, Rule};
use eku_engine::rules::RULES;
use eku_engine::service::services;
use eku_engine::time::Timestamp;
use eku_engine::verdict::NotChecked;

use crate::scenarios::{self, Scenario};

/// The page, in Markdown.
pub(super) fn page() -> String {
    let mut page = String::from(HEAD);
    write!(page, "\n## Connections and services\n\n{CONNECTIONS}\n").expect("a string");
    for (title, release) in GENERATIONS {
        write!(page, "\n{title}:\n\n").expect("a string");
        needs(&mut page, release);
    }
    write!(page, "\n## Rules\n\n{RULES_WORDS}\n").expect("a string");
    let examples = Examples::read();
    for rule in RULES {
        write_rule(&mut page, rule, &examples);
    }
    write!(page, "\n## What was not checked\n\n{NOT_CHECKED_WORDS}\n\n| id | what |\n|---|---|\n")
        .expect("a string");
    for value in NotChecked::ALL {
        writeln!(page, "| `{}` | {} |", value.id(), not_checked_words(value)).expect("a string");
    }
    write!(page, "\n## Dates\n\n").expect("a string");
    dates(&mut page);
    write!(page, "\n## Questions\n").expect("a string");
    for one in questions() {
        write!(page, "\n### {}\n\n", one.question).expect("a string");
        for known in one.answer {
            writeln!(
                page,
                "- {} ({}: {}, {})",
                known.text, known.confidence, known.source.id, known.source.section
            )
            .expect("a string");
        }
    }
    write!(page, "\n## Sources\n\nThe version that was read is in brackets.\n\n")
        .expect("a string");
    sources(&mut page);
    page
}

/// What each service needs under a release, from a deployment that has every kind of it.
fn needs(page: &mut String, release: &str) {
    let deployment = deployment(release);
    let connections = connections(&deployment, &Links::of(&deployment), Timestamp::default());
    page.push_str("| connection | who opens it | who answers it |\n|---|---|---|\n");
    for connection in &connections {
        let (from, to) = (party(&connection.initiator), party(&connection.responder));
        writeln!(page, "| {} | {from} | {to} |", shown(&connection.id)).expect("a string");
    }
    page.push_str("\n| service | needs |\n|---|---|\n");
    for service in services(&deployment, &connections) {
        let needs: Vec<String> = service.needs.iter().map(shown).collect();
        let name = general(&format!("`{}`", service.service));
        writeln!(page, "| {name} | {} |", needs.join(", ")).expect("a string");
    }
}

fn shown(id: &ConnectionId) -> String {
    general(&format!("`{id}`"))
}

fn party(party: &Party) -> String {
    general(&party.to_string())
}

/// The one far end stands for any, and so does the one traversal zone.
fn general(words: &str) -> String {
    words.replace(":name", ":NAME")
}

/// A deployment with every kind of connection.
fn deployment(release: &str) -> Deployment {
    let release = Release::parse(release).expect("a release");
    let node = |name| {
        let stores = match release.has_client_store() {
            true => Stores::Two { server: Store::Empty, client: Store::Empty },
            false => Stores::One(Store::Empty),
        };
        Node::new(name, release, vec![Peer::only(stores)]).expect("a node")
    };
    let mut deployment =
        Deployment::new(node(NodeName::Core), node(NodeName::Edge)).expect("a deployment");
    deployment.edge.set(Switch::ClusterTlsVerify, true).expect("every release has it");
    let far_end = FarEnd::new("NAME", NodeName::Edge, Initiates::Both).expect("a far end");
    deployment.far_ends.push(far_end);
    let zone = TraversalZone::new("NAME").expect("a zone");
    deployment.traversal_zones.push(zone);
    deployment
}

fn write_rule(page: &mut String, rule: &Rule, examples: &Examples) {
    let looks_at = match rule.check {
        Check::Presentation(_) => "one presented certificate",
        Check::Connection(_) => "one connection",
        Check::Service(_) => "one service",
    };
    write!(
        page,
        "\n### `{}`\n\n**{}.** {}\n\n- Checks: {looks_at}\n- Source: {}\n",
        rule.id,
        rule.title,
        rule.explanation,
        place(rule.citation)
    )
    .expect("a string");
    let shown = examples.of(rule.id);
    let links = shown.iter().map(|name| format!("[{name}](../tests/scenarios/{name})"));
    writeln!(page, "- Examples: {}", links.collect::<Vec<_>>().join(", ")).expect("a string");
}

fn place(citation: &Citation) -> String {
    let document = citation.document;
    format!("[{}]({}), {} [{}]", document.title, document.url, citation.section, document.date)
}

fn dates(page: &mut String) {
    writeln!(
        page,
        "Leaf certificates that a CA in Chrome's store issues on or after {} have server \
         authentication only ({}). Older certificates stay valid. Each CA's own date is in \
         `crates/eku-engine/src/policy/table.rs`, with its source.\n",
        SERVER_ONLY_FROM.date(),
        place(SERVER_ONLY_SOURCE)
    )
    .expect("a string");
    writeln!(
        page,
        "Longest validity of a public certificate ({}):\n\n| issued from | days |\n|---|---|",
        place(MAXIMUM_DAYS_SOURCE)
    )
    .expect("a string");
    for (from, days) in MAXIMUM_DAYS.iter().rev() {
        writeln!(page, "| {} | {days} |", from.date()).expect("a string");
    }
}

fn sources(page: &mut String) {
    let mut seen = BTreeSet::new();
    for citation in CITATIONS {
        let document = citation.document;
        if seen.insert(document.id) {
            writeln!(page, "- [{}]({}) [{}]", document.title, document.url, document.date)
                .expect("a string");
        }
    }
}

/// The rules of every scenario's connections and services.
struct Examples(Vec<(String, BTreeSet<String>)>);

impl Examples {
    fn read() -> Self {
        let rules = |scenario: &Scenario| {
            let report = scenario.expected_report();
            let reasons = ["connections", "services"]
                .into_iter()
                .flat_map(|key| report[key].as_array().cloned().unwrap_or_default())
                .flat_map(|entry| entry["because"].as_array().cloned().unwrap_or_default());
            reasons.filter_map(|reason| reason["rule"].as_str().map(str::to_owned)).collect()
        };
        Self(scenarios::all().iter().map(|one| (one.name.clone(), rules(one))).collect())
    }

    /// At most three scenarios that show a rule, those with the fewest other rules first.
    fn of(&self, rule: &str) -> Vec<&str> {
        let mut shown: Vec<_> = self.0.iter().filter(|(_, rules)| rules.contains(rule)).collect();
        shown.sort_by_key(|(_, rules)| rules.len());
        shown.into_iter().take(3).map(|(name, _)| name.as_str()).collect()
    }
}

/// A release of each group with connections of its own.
const GENERATIONS: [(&str, &str); 3] =
    [("Before X15.4", "X15.3"), ("X15.4", "X15.4"), ("X15.5", "X15.5")];

const HEAD: &str = "\
<!-- Made by `cargo xtask docs` from the rules of the engine. Do not edit. -->
# How a verdict is made

1. Every certificate is read as it is. Deviations from the standard are noted, and decide nothing.
2. The deployment becomes TLS connections. Each has a TLS client, a TLS server, the certificates that they present, and what is required of these.
3. Every rule below checks every presented certificate and every connection. A rule finds nothing, or a failure (**fails**), or something unknown (**undecided**).
4. A connection fails if a rule finds a failure. Otherwise it is undecided if a rule finds something unknown. Otherwise it works. A service has the worst verdict of the
   connections it needs, and the deployment has the worst verdict of its services.

Each reason has the rule, the certificate, the confidence and the source:

| confidence | means |
|---|---|
| documented | the vendor or a standard documents it |
| measured | tried with OpenSSL, the TLS library that Expressway uses |
| inferred | follows from documents or measurements |
";

const CONNECTIONS: &str = "\
The node that opens a connection is the TLS client, and needs client authentication where it is checked. The node that answers is the TLS server. On X15.5, a node presents its
client certificate as TLS client and its server certificate as TLS server. Before X15.5, its only certificate is both. A connection between clusters is checked for every pair of peers.";

const RULES_WORDS: &str = "\
An id never changes its meaning and is never reused.";

const NOT_CHECKED_WORDS: &str = "\
What the input does not let the tool check is listed as not checked, beside every verdict. It does not change the verdict.";
