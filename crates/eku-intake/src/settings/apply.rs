//! Statements to settings: which key says what.

use std::collections::BTreeMap;

use eku_engine::deployment::{Release, Switch};

use super::statements::{Found, Statement};
use super::values::{flag, number, text, understood, with};
use super::zones::{Applied, ZoneDrafts};
use super::{Misread, NotUnderstood, Quotation, Server, ServerKind, Setting, Settings};

/// Settings while a dump is read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    settings: Settings,
    zones: ZoneDrafts,
    cluster_peers: BTreeMap<u32, Setting<String>>,
}

impl Draft {
    /// Takes what was found.
    pub(super) fn take(&mut self, found: &Found) {
        match found {
            Found::NotUnderstood(from) => self.not_understood(Misread::Statement, from),
            Found::Statement(statement) => {
                if let Some(what) = self.apply(statement) {
                    self.not_understood(what, &statement.from);
                }
            }
        }
    }

    fn not_understood(&mut self, what: Misread, from: &Quotation) {
        let known = &mut self.settings.not_understood;
        match known.iter_mut().find(|known| known.what == what) {
            Some(known) => known.count += 1,
            None => known.push(NotUnderstood { what, count: 1, first: from.clone() }),
        }
    }

    /// Takes what a statement says. Answers what of it is not understood.
    fn apply(&mut self, statement: &Statement) -> Option<Misread> {
        let settings = &mut self.settings;
        settings.statements += 1;
        let key = statement.key.joined.as_str();
        if let Some(path) = key.strip_prefix("zoneszone") {
            return match self.zones.apply(path, statement) {
                Applied::Understood => None,
                Applied::NotUnderstood => Some(Misread::Value),
                Applied::NoRoom => {
                    settings.left_out += 1;
                    None
                }
            };
        }
        if let Some(switch) = switch_of(key) {
            return understood(&mut settings.switches[switch], flag(statement));
        }
        if SWITCH_WORDS.iter().any(|word| key.contains(word)) {
            return Some(Misread::Path);
        }
        match key {
            "systemunitname" => settings.system_name = Some(text(statement)),
            "ipdnshostname" | "dnshostname" | "systemunithostname" => {
                settings.host_name = Some(text(statement));
            }
            "ipdnsdomainname" | "dnsdomainname" => settings.domain = Some(text(statement)),
            "siptlsport" => return understood(&mut settings.sip_tls_port, number(statement)),
            "collaborationedgeenabled" => {
                return understood(&mut settings.collaboration_edge, flag(statement));
            }
            "edgeconfigserververifyoriginserver" => {
                return understood(&mut settings.verify_origin_server, flag(statement));
            }
            "alternatesclustername" => settings.cluster_name = Some(text(statement)),
            "alternatespeeraddress" => self.cluster_peer(statement),
            _ => return self.inferred(statement),
        }
        None
    }

    /// The settings, at the end of the dump.
    pub(super) fn settings(self) -> Settings {
        Settings {
            zones: self.zones.zones(),
            cluster_peers: self.cluster_peers.into_values().collect(),
            ..self.settings
        }
    }

    /// The reference writes the number of a peer behind `Peer`, its example behind `Alternates`.
    fn cluster_peer(&mut self, statement: &Statement) {
        let key = &statement.key;
        let number = key.number("peer").or(key.number("alternates")).unwrap_or(1);
        if self.cluster_peers.len() < MOST_PEERS || self.cluster_peers.contains_key(&number) {
            self.cluster_peers.insert(number, text(statement));
        } else {
            self.settings.left_out += 1;
        }
    }

    /// What no document at hand has a key for.
    fn inferred(&mut self, statement: &Statement) -> Option<Misread> {
        let settings = &mut self.settings;
        let key = statement.key.joined.as_str();
        let of_cluster = CLUSTER.iter().any(|word| key.starts_with(word));
        if of_cluster && key.contains("verif") {
            let on = match statement.value.to_ascii_lowercase().as_str() {
                "enforcing" | "enforced" | "on" => Some(true),
                "permissive" | "off" => Some(false),
                _ => None,
            };
            let known = &mut settings.switches[Switch::ClusterTlsVerify];
            let value = on.map(|on| with(statement, on)).or(known.take());
            return understood(known, value);
        } else if key == "version" || key.ends_with("softwareversion") || key == "systemunitversion"
        {
            if let Some(release) = release_in(&statement.value) {
                settings.release = Some(with(statement, Release::parse(release)));
            }
        } else if key == "product" || (key.starts_with("systemunit") && is_product(key)) {
            settings.product = Some(text(statement));
        } else if let Some(kind) = server_kind(key) {
            let server = Server { kind, address: text(statement) };
            let known = |one: &Server| {
                one.kind == kind && one.address.value.eq_ignore_ascii_case(&server.address.value)
            };
            if settings.servers.iter().any(known) {
                return None;
            }
            if settings.servers.len() < MOST_SERVERS {
                settings.servers.push(server);
            } else {
                settings.left_out += 1;
            }
        }
        None
    }
}

/// The switch that a key names: its path in lower case, without blanks.
fn switch_of(key: &str) -> Option<Switch> {
    Switch::ALL.into_iter().find(|switch| {
        let path = switch.row().path.unwrap_or_default();
        let letters = path.bytes().filter(|byte| *byte != b' ');
        !path.is_empty() && letters.map(|byte| byte.to_ascii_lowercase()).eq(key.bytes())
    })
}

/// The release in a text such as `X15.5.1`, `Cisco Expressway X15.5` or `oak_v15.5.1_rc_2`.
pub(crate) fn release_in(text: &str) -> Option<&str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | ';'))
        .find(|word| {
            let numbers = word.strip_prefix(['X', 'x']).unwrap_or_default();
            let is_release = numbers.starts_with(|letter: char| letter.is_ascii_digit());
            (is_release && numbers.contains('.'))
                || (word.contains("_v") && Release::parse(word).is_ok())
        })
}

fn is_product(key: &str) -> bool {
    ["product", "type", "series"].iter().any(|word| key.ends_with(word))
}

/// Which server a key gives the address of.
fn server_kind(key: &str) -> Option<ServerKind> {
    let is_address =
        ["address", "publisher", "hostname", "fqdn", "host"].iter().any(|word| key.ends_with(word));
    let of_edge = ["collaborationedge", "edge", "unifiedcommunications", "cms", "webproxy"]
        .iter()
        .any(|word| key.starts_with(word));
    if !is_address || !of_edge {
        return None;
    }
    SERVERS.iter().find(|(word, _)| key.contains(word)).map(|(_, kind)| *kind)
}

/// Words by which servers are called, the more particular first.
const SERVERS: [(&str, ServerKind); 10] = [
    ("cucm", ServerKind::UnifiedCm),
    ("unifiedcm", ServerKind::UnifiedCm),
    ("callmanager", ServerKind::UnifiedCm),
    ("presence", ServerKind::ImPresence),
    ("imp", ServerKind::ImPresence),
    ("cup", ServerKind::ImPresence),
    ("unity", ServerKind::Unity),
    ("cms", ServerKind::MeetingServer),
    ("meetingserver", ServerKind::MeetingServer),
    ("webproxy", ServerKind::MeetingServer),
];

/// What stands in the paths of switches and in no other.
const SWITCH_WORDS: [&str; 2] = ["extendedkeyusage", "serverekuupload"];

/// Words that settings of a cluster begin with.
const CLUSTER: [&str; 2] = ["alternates", "cluster"];

/// The command reference allows 6 peers in a cluster.
const MOST_PEERS: usize = 6;

/// The most servers that are kept.
const MOST_SERVERS: usize = 200;
