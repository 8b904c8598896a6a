//! A status dump to its values, text and XML alike, and values to zones, tunnels and alarms.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use eku_engine::deployment::Release;

use super::{AlarmStatus, PeerStatus, Status, ZoneStatus};
use crate::Partly;
use crate::key::{self, Key, shortened};
use crate::pieces::{Pieces, is_xml};
use crate::settings::{Quotation, Setting, ZoneKind, release_in};
use crate::xml;

/// Reads the status of one machine.
pub(super) fn read(input: &mut dyn BufRead) -> Partly<Status> {
    let mut draft = Draft::default();
    let stopped = match is_xml(input) {
        Ok(true) => of_xml(input, &mut draft),
        Ok(false) => of_text(input, &mut draft),
        Err(error) => Some(error),
    };
    Partly { value: draft.status(), stopped }
}

fn of_xml(input: &mut dyn BufRead, draft: &mut Draft) -> Option<io::Error> {
    xml::walk(input, &mut |path, value, line| {
        let numbers: Vec<_> = path
            .iter()
            .map(|step| (step.name.as_str(), step.item.map(|item| item.to_string())))
            .collect();
        let words = numbers.iter().flat_map(|(name, item)| [Some(*name), item.as_deref()]);
        let key = Key::of_words(words.flatten().skip_while(|word| is_root(word)));
        let names: Vec<_> = path.iter().map(|step| step.name.as_str()).collect();
        draft.value(&key, value, line, &names.join("/"));
    })
}

fn is_root(word: &str) -> bool {
    word.parse::<u32>().is_ok() || ROOTS.iter().any(|root| word.eq_ignore_ascii_case(root))
}

/// Groups are nested by indentation; a block begins at `*s` and a line of its own may hold a whole
/// path (`*s Zones Zone 1 Status: "Active"`).
fn of_text(input: &mut dyn BufRead, draft: &mut Draft) -> Option<io::Error> {
    let mut pieces = Pieces::new(input);
    let mut open: Vec<(usize, String)> = Vec::new();
    while let Some(piece) = pieces.next(|_| None) {
        let text = piece.text.trim_start_matches('\u{feff}');
        let trimmed = text.trim();
        if piece.continues || trimmed.is_empty() {
            continue;
        }
        let (indent, statement) = match trimmed.strip_prefix("*s").or(trimmed.strip_prefix("*S")) {
            Some(statement) => {
                open.clear();
                (0, statement.trim_start())
            }
            None => (text.len() - text.trim_start().len() + 1, trimmed),
        };
        if statement.starts_with("/end") {
            open.clear();
            continue;
        }
        while open.last().is_some_and(|(outer, _)| *outer >= indent) {
            open.pop();
        }
        let Some((path, value)) = statement.split_once(':') else { continue };
        let (path, attributes) = with_attributes(path);
        let key = |last: &str| {
            let groups = open.iter().map(|(_, group)| group.as_str()).chain([path, last]);
            Key::of_words(groups.flat_map(str::split_ascii_whitespace))
        };
        for (name, value) in attributes {
            draft.value(&key(name), value, piece.line, path.trim());
        }
        let value = value.trim();
        let value = value
            .strip_prefix('"')
            .map_or(value, |inside| inside.split('"').next().unwrap_or(inside));
        if matches!(value, "" | "/") {
            if open.len() < DEEPEST && path.len() <= LONGEST_PATH {
                open.push((indent, path.trim().to_string()));
            }
            continue;
        }
        draft.value(&key(""), value.trim(), piece.line, path.trim());
    }
    pieces.stopped()
}

/// A group's name, and what stands in brackets behind it: `Zone 1 (status=Failed)`.
fn with_attributes(path: &str) -> (&str, impl Iterator<Item = (&str, &str)>) {
    let inside = path.trim_end().strip_suffix(')').and_then(|path| path.split_once('('));
    let (path, inside) = inside.unwrap_or((path, ""));
    let attributes = inside.split([',', ' ']).filter_map(|one| one.split_once('='));
    (path, attributes.map(|(name, value)| (name.trim(), value.trim().trim_matches('"'))))
}

/// A status while a dump is read.
#[derive(Debug, Default)]
struct Draft {
    status: Status,
    zones: BTreeMap<u32, (ZoneStatus, BTreeMap<u32, PeerStatus>)>,
    tunnels: BTreeMap<u32, PeerStatus>,
    alarms: BTreeMap<u32, AlarmStatus>,
}

impl Draft {
    fn value(&mut self, key: &Key, value: &str, line: u64, path: &str) {
        if key.is_secret() || key::is_secret(value) {
            return;
        }
        self.status.values += 1;
        let text = shortened(&format!("{path}: {value}"), QUOTED);
        let from = Quotation { line, text };
        let setting = || Setting { value: shortened(value, QUOTED), from: from.clone() };
        let joined = key.joined.as_str();
        match joined {
            "product" | "systemunitproduct" | "systemunitproductname" => {
                self.status.product = Some(setting());
            }
            "version" | "systemunitsoftwareversion" | "systemunitversion" => {
                if let Some(release) = release_in(value) {
                    let release = Release::parse(release);
                    self.status.release = Some(Setting { value: release, from: from.clone() });
                }
            }
            "systemunitsoftwarebuild" | "systemunitbuild" => self.status.build = Some(setting()),
            _ if joined.contains("ssh") && joined.contains("tunnel") => {
                let number = key.number("tunnel").or_else(|| key.number("sshtunnel"));
                let number = number.or_else(|| key.number("peer")).unwrap_or(1);
                match room(&mut self.tunnels, number) {
                    Some(tunnel) => tunnel.value(joined, value, &setting),
                    None => self.status.left_out += 1,
                }
            }
            _ => {
                if let Some(path) = joined.strip_prefix("zoneszone") {
                    self.zone(key, path, value, &setting);
                } else if ["alarm", "warning"].iter().any(|group| joined.starts_with(group)) {
                    self.alarm(key, value, &setting);
                }
            }
        }
    }

    fn zone(&mut self, key: &Key, path: &str, value: &str, setting: &Take<'_>) {
        let Some(number) = key.number("zone") else { return };
        let Some((zone, peers)) = room(&mut self.zones, number) else {
            self.status.left_out += 1;
            return;
        };
        if zone.kind.is_none()
            && let Some(kind) = ZoneKind::of_path(path)
        {
            let Setting { from, .. } = setting();
            zone.kind = Some(Setting { value: kind, from });
        }
        if path.contains("peer") {
            let number = key.number("peer").unwrap_or(1);
            match room(peers, number) {
                Some(peer) => peer.value(path, value, setting),
                None => self.status.left_out += 1,
            }
            return;
        }
        match path {
            "name" => zone.name = Some(setting()),
            "type" => {
                let Setting { value, from } = setting();
                zone.kind = Some(Setting { value: ZoneKind::of(&value), from });
            }
            "status" | "state" => zone.status = Some(setting()),
            "cause" | "reason" => zone.cause = Some(setting()),
            // A zone's own status counts more than that of one of its protocols.
            _ if path.ends_with("sipstatus") && zone.status.is_none() => {
                zone.status = Some(setting());
            }
            _ => {}
        }
    }

    fn alarm(&mut self, key: &Key, value: &str, setting: &Take<'_>) {
        let number = key.number("alarm").or_else(|| key.number("warning"));
        let number = number.or_else(|| key.number("alarms")).unwrap_or(1);
        let Some(alarm) = room(&mut self.alarms, number) else {
            self.status.left_out += 1;
            return;
        };
        let ends = |words: &[&str]| words.iter().any(|word| key.joined.ends_with(word));
        if ends(&["id"]) {
            let Setting { from, .. } = setting();
            let id = value.parse().ok().map(|value| Setting { value, from });
            alarm.id = id.or(alarm.id.take());
        } else if ends(&["severity", "level"]) {
            alarm.severity = Some(setting());
        } else if ends(&["state", "status"]) {
            alarm.state = Some(setting());
        } else if ends(&["title", "reason", "description", "details", "text"]) {
            alarm.reason.get_or_insert_with(setting);
        }
    }

    fn status(self) -> Status {
        let zones = self.zones.into_iter().map(|(index, (zone, peers))| ZoneStatus {
            index,
            peers: peers.into_values().collect(),
            ..zone
        });
        Status {
            zones: zones.collect(),
            tunnels: self.tunnels.into_values().collect(),
            alarms: self.alarms.into_values().collect(),
            ..self.status
        }
    }
}

/// Makes the value with its place.
type Take<'t> = dyn Fn() -> Setting<String> + 't;

impl PeerStatus {
    fn value(&mut self, path: &str, value: &str, setting: &Take<'_>) {
        let ends = |words: &[&str]| words.iter().any(|word| path.ends_with(word));
        if ends(&["address", "host", "hostname", "name", "peer"]) {
            self.address = Some(setting());
        } else if ends(&["port"]) && !path.contains("h323") {
            let Setting { from, .. } = setting();
            self.port = value.parse().ok().map(|value| Setting { value, from });
        } else if ends(&["status", "state"]) && !path.contains("h323") {
            self.status = Some(setting());
        }
    }
}

/// The entry with this number, unless there are too many already.
fn room<T: Default>(entries: &mut BTreeMap<u32, T>, number: u32) -> Option<&mut T> {
    if entries.len() >= MOST && !entries.contains_key(&number) {
        return None;
    }
    Some(entries.entry(number).or_default())
}

/// Names of elements that stand for the dump itself.
const ROOTS: [&str; 5] = ["status", "xstatus", "xmldoc", "dump", "root"];

/// The most zones, peers of a zone, tunnels and alarms each.
const MOST: usize = 1000;

/// The deepest group that is kept.
const DEEPEST: usize = 32;

/// The longest name of a group, in bytes.
const LONGEST_PATH: usize = 256;

/// The longest value and quotation, in letters.
const QUOTED: usize = 200;
