//! `eku probe`: what live systems present on their ports, and whether they ask for a client certificate.
//!
//! This is the only command that opens connections. It sends no data inside them, verifies nothing,
//! and says so. Ports are looked at side by side and shown in the order in which they were asked for.

mod identity;
mod plain;
mod port;
mod saved;
mod target;
mod tls;
mod wire;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use eku_engine::report::{self, ProbeReport, ProbeResult, Probed, Problem, text};
use eku_engine::secret;
use rustls::pki_types::{DnsName, ServerName};

use crate::arguments::{InspectFormat, Probe};
use crate::check::now;
use crate::outcome::Outcome;
use crate::output::Output;

use identity::Identity;
use port::Question;
use target::Target;

/// Looks at every port, and shows what it presents.
pub(crate) fn run(arguments: &Probe, output: &Output) -> Outcome {
    match probed(arguments, output) {
        Ok(outcome) => outcome,
        Err(problems) => {
            problems.iter().for_each(|problem| output.problem(problem));
            Outcome::Unreadable
        }
    }
}

fn probed(arguments: &Probe, output: &Output) -> Result<Outcome, Vec<Problem>> {
    let targets = targets(arguments)?;
    let name = arguments.name.as_deref().map(name).transpose()?;
    let files = arguments.client_certificate.as_ref().zip(arguments.client_key.as_ref());
    let identity = match files {
        Some((certificate, key)) => Some(Identity::read(certificate, key, output)?),
        None => None,
    };
    let mut case = match &arguments.save_case {
        Some(path) => Some(saved::open(path, output)?),
        None => None,
    };
    let question = Question {
        name,
        timeout: arguments.timeout,
        start_tls: arguments.starttls,
        identity: identity.as_ref(),
    };
    let mut show = Show { format: arguments.format, output, is_first: true, worst: Outcome::Good };
    let mut all = Vec::new();
    side_by_side(&targets, &question, |probed| {
        show.port(&probed);
        all.push(probed);
        !output.has_ended()
    });
    drop(question);
    drop(identity);
    let mut outcome = show.end(&all);
    if let (Some(case), Some(path)) = (&mut case, &arguments.save_case) {
        match saved::write(case, path, arguments.node.name(), &all) {
            Ok(note) => output.problem(&note),
            Err(problem) => {
                output.problem(&problem);
                outcome = Outcome::Unreadable;
            }
        }
    }
    Ok(outcome)
}

fn name(text: &str) -> Result<ServerName<'static>, Vec<Problem>> {
    match DnsName::try_from(text.to_owned()) {
        Ok(name) if !secret::is_key(text) => Ok(ServerName::DnsName(name)),
        _ => Err(vec![usage("--name is not a host name", HELP)]),
    }
}

fn targets(arguments: &Probe) -> Result<Vec<Target>, Vec<Problem>> {
    let mut targets = Vec::new();
    for text in &arguments.targets {
        targets.extend(Target::of(text).map_err(|what| {
            let remedy = "use HOST or HOST:PORT, and [ADDRESS]:PORT for IPv6";
            vec![problem(&secret::quoted(text), what, remedy)]
        })?);
    }
    if targets.len() > MOST_PORTS {
        return Err(vec![usage("too many ports for one run", "split the hosts into several runs")]);
    }
    Ok(targets)
}

/// Looks at every target, several at a time, and hands on what was met in the order of the targets,
/// until `next` wants no more.
fn side_by_side(targets: &[Target], question: &Question<'_>, mut next: impl FnMut(Probed) -> bool) {
    let place = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..targets.len().min(MOST_AT_ONCE) {
            let (sender, place) = (sender.clone(), &place);
            scope.spawn(move || {
                loop {
                    let mine = place.fetch_add(1, Ordering::Relaxed);
                    let Some(target) = targets.get(mine) else { return };
                    if sender.send((mine, port::look(target, question))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (mine, probed) in receiver {
            waiting.insert(mine, probed);
            while let Some(probed) = waiting.remove(&expected) {
                expected += 1;
                if !next(probed) {
                    place.store(targets.len(), Ordering::Relaxed);
                    return;
                }
            }
        }
    });
}

/// Shows one port after the other.
struct Show<'o> {
    format: InspectFormat,
    output: &'o Output,
    is_first: bool,
    worst: Outcome,
}

impl Show<'_> {
    fn port(&mut self, probed: &Probed) {
        let report = report::probe(probed, now());
        match self.format {
            InspectFormat::Text => {
                let separator = if self.is_first { "" } else { "\n" };
                self.output.result(&format!("{separator}{}", text::probe(&report)));
            }
            InspectFormat::Json => match serde_json::to_string(&report) {
                Ok(line) => self.output.json(&format!("{line}\n")),
                Err(_) => self.worst = Outcome::Unreadable,
            },
        }
        self.is_first = false;
        if report.result == ProbeResult::Unreadable {
            self.output.problem(&unanswered(&report));
        }
        self.worst = worse(self.worst, outcome_of(report.result));
    }

    /// Ends what is shown: says what was not verified, and which hosts answered on no usual port.
    fn end(&mut self, all: &[Probed]) -> Outcome {
        if self.format == InspectFormat::Text {
            self.output.result(&format!("\n{NOT_VERIFIED}\n"));
        }
        let hosts = all
            .chunk_by(|one, next| !one.is_named && !next.is_named && host_of(one) == host_of(next));
        for ports in hosts.filter(|ports| !ports.iter().any(|one| one.is_named || one.answers())) {
            let host = ports.first().map(host_of).unwrap_or_default();
            let what = "answers on no usual port";
            let remedy = "check the name and the network, or add a port";
            self.output.problem(&problem(host, what, remedy));
            self.worst = Outcome::Unreadable;
        }
        self.worst
    }
}

fn host_of(probed: &Probed) -> &str {
    probed.target.rsplit_once(':').map_or(&probed.target, |(host, _)| host)
}

fn outcome_of(result: ProbeResult) -> Outcome {
    match result {
        ProbeResult::Good => Outcome::Good,
        ProbeResult::Fails => Outcome::Fails,
        ProbeResult::Unreadable => Outcome::Unreadable,
        ProbeResult::Undecided => Outcome::Undecided,
    }
}

/// What was not seen counts most, then what fails.
fn worse(one: Outcome, other: Outcome) -> Outcome {
    let order = [Outcome::Unreadable, Outcome::Fails, Outcome::Undecided];
    order.into_iter().find(|outcome| [one, other].contains(outcome)).unwrap_or(Outcome::Good)
}

fn unanswered(report: &ProbeReport) -> Problem {
    problem(&report.target, &report.text, "check the host, the port and the network")
}

fn usage(what: &str, remedy: &str) -> Problem {
    problem("eku probe", what, remedy)
}

/// What is wrong with a file, a target or the command itself.
fn problem(file: &str, what: &str, remedy: &str) -> Problem {
    Problem {
        file: file.into(),
        what: what.into(),
        place: String::new(),
        remedy: remedy.into(),
        count: 1,
    }
}

const HELP: &str = "see eku probe --help";

const NOT_VERIFIED: &str = "eku probe shows what servers present. It accepts any certificate, and does \
    not verify chains and names.";

/// Ports that are looked at side by side.
const MOST_AT_ONCE: usize = 32;

/// Ports of one run.
const MOST_PORTS: usize = 10_000;
