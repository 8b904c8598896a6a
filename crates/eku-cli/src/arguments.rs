//! What can be asked for on the command line.

mod probe;
pub(crate) mod switches;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use eku_engine::deployment::{NodeName, Release, Switches};
use eku_engine::policy::{self, chrome_roots};
use eku_engine::report::day;
use eku_engine::time::Timestamp;

pub(crate) use probe::{Probe, StartTls};
pub(crate) use switches::SwitchOptions;

/// Find out which Cisco Expressway services your certificates will break, why, and how to fix them.
#[derive(Debug, Parser)]
#[command(name = "eku", bin_name = "eku", version, long_version = LONG_VERSION.as_str(), max_term_width = 100)]
pub(crate) struct Arguments {
    /// When to color the output. `auto` follows the terminal and NO_COLOR.
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The version, and how old the data is that verdicts and forecasts stand on.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{}\npolicy data of {}, Chrome Root Store {} (a third-party copy of {})",
        env!("CARGO_PKG_VERSION"),
        day(policy::read()),
        chrome_roots::VERSION,
        day(chrome_roots::READ)
    )
});

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every certificate in the files.
    #[command(after_long_help = EXIT_READ)]
    Inspect(Inspect),
    /// Check a deployment.
    #[command(after_long_help = EXIT_CHECK)]
    Check(Box<Check>),
    /// Check whether the upload page of a store accepts a certificate.
    #[command(after_long_help = EXIT_UPLOAD)]
    Upload(Upload),
    /// Read every certificate in files, folders and archives, and count them.
    ///
    /// Reads folders and archives completely. Skips files without certificates, and counts those in
    /// folders. Names every file that could not be read. Does not read settings, logs and captures in
    /// archives.
    #[command(after_long_help = EXIT_READ)]
    Audit(Audit),
    /// Connect to live systems, and show the certificates that they present.
    ///
    /// Shows the TLS versions of each port, and whether it asks for a client certificate. Accepts any
    /// certificate, verifies nothing and sends no data.
    #[command(after_long_help = EXIT_PROBE)]
    Probe(Probe),
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// How to show the certificates. JSON has one object per line.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: InspectFormat,
    /// Files with certificates, in any format, also archives. `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    /// How to show the report.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// The check date, 2027-03-15 or RFC 3339. Default: now.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// Exit with 4 if everything works and a service stops within so many days, such as 90d. With --format
    /// nagios, warn of certificates that expire within that time, too.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) within: Option<u32>,
    /// The name of the deployment, as a label of every metric (with --format prometheus).
    #[arg(long, value_name = "NAME")]
    pub(crate) deployment_name: Option<String>,
    /// A deployment file, a saved case or diagnostic archives (one per peer). Or single certificates,
    /// dumps, logs and captures, in any combination. The file name of a certificate shows its store, such as
    /// core-client.pem, or edge1-server.pem in a cluster. Options add to the files and override them.
    #[arg(value_name = "DEPLOYMENT.toml|ARCHIVE|FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Diagnostic archives and files of Core's peers, if they do not show that themselves.
    #[arg(long, value_name = "ARCHIVE", num_args = 1..)]
    pub(crate) core: Vec<PathBuf>,
    /// Diagnostic archives and files of Edge's peers.
    #[arg(long, value_name = "ARCHIVE", num_args = 1..)]
    pub(crate) edge: Vec<PathBuf>,
    /// The release of both nodes, such as X15.5.
    #[arg(long, value_parser = release, help_heading = NOT_SAID)]
    pub(crate) release: Option<Release>,
    /// CA certificates that both nodes trust.
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) trusted: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) switches: SwitchOptions,
    /// The release of Core, if the two differ.
    #[arg(long, value_parser = release, help_heading = NOT_SAID)]
    pub(crate) core_release: Option<Release>,
    /// The TLS verify name that Core looks for in Edge's certificate. Of several, one must match.
    #[arg(long, value_name = "NAME", help_heading = NOT_SAID)]
    pub(crate) core_verify_name: Vec<String>,
    /// Core's server certificate, leaf first. Before X15.5, its only certificate. In a cluster, repeat the
    /// option for each peer: the file name contains the peer's name.
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) core_server: Vec<PathBuf>,
    /// Core's client certificate (X15.5).
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) core_client: Vec<PathBuf>,
    /// CA certificates that Core trusts.
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) core_trusted: Vec<PathBuf>,
    /// The release of Edge, if the two differ.
    #[arg(long, value_parser = release, help_heading = NOT_SAID)]
    pub(crate) edge_release: Option<Release>,
    /// The TLS verify name that Edge looks for in Core's certificate. Of several, one must match.
    #[arg(long, value_name = "NAME", help_heading = NOT_SAID)]
    pub(crate) edge_verify_name: Vec<String>,
    /// Edge's server certificate, leaf first. Before X15.5, its only certificate. For a cluster, see
    /// --core-server.
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) edge_server: Vec<PathBuf>,
    /// Edge's client certificate (X15.5).
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) edge_client: Vec<PathBuf>,
    /// CA certificates that Edge trusts.
    #[arg(long, value_name = "FILE", help_heading = NOT_SAID)]
    pub(crate) edge_trusted: Vec<PathBuf>,
}

impl Check {
    /// Whether nothing but one input was given that could be a deployment file.
    pub(crate) fn of_one_file(&self) -> bool {
        self.inputs.len() == 1 && self.core.is_empty() && self.edge.is_empty()
    }

    /// Whether an archive or another file of a machine was given.
    pub(crate) const fn names_a_file(&self) -> bool {
        !(self.inputs.is_empty() && self.core.is_empty() && self.edge.is_empty())
    }

    /// The options about one node.
    pub(crate) fn of_node(&self, node: NodeName) -> NodeOptions<'_> {
        match node {
            NodeName::Core => NodeOptions {
                release: self.core_release.or(self.release),
                release_option: match self.core_release {
                    Some(_) => "--core-release",
                    None => "--release",
                },
                switches: self.switches.of(node),
                verify_names: &self.core_verify_name,
                server: &self.core_server,
                client: &self.core_client,
                trusted: &self.core_trusted,
            },
            NodeName::Edge => NodeOptions {
                release: self.edge_release.or(self.release),
                release_option: match self.edge_release {
                    Some(_) => "--edge-release",
                    None => "--release",
                },
                switches: self.switches.of(node),
                verify_names: &self.edge_verify_name,
                server: &self.edge_server,
                client: &self.edge_client,
                trusted: &self.edge_trusted,
            },
        }
    }
}

/// What options say of one node.
pub(crate) struct NodeOptions<'a> {
    pub(crate) release: Option<Release>,
    /// The option that says it.
    pub(crate) release_option: &'static str,
    pub(crate) switches: Switches<bool>,
    pub(crate) verify_names: &'a [String],
    pub(crate) server: &'a [PathBuf],
    pub(crate) client: &'a [PathBuf],
    pub(crate) trusted: &'a [PathBuf],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Markdown,
    Html,
    /// The days to act, as calendar entries.
    Ics,
    /// One line, with the exit codes of a monitoring plugin.
    Nagios,
    /// Metrics, for the textfile collector of node_exporter.
    Prometheus,
}

#[derive(Args, Debug)]
pub(crate) struct Upload {
    /// The node.
    #[arg(long, value_enum)]
    pub(crate) node: NodeWord,
    /// Its release, such as X15.5.
    #[arg(long, value_parser = release)]
    pub(crate) release: Release,
    /// The store. Before X15.5, there is only the server store.
    #[arg(long, value_enum)]
    pub(crate) store: StoreWord,
    /// With the box "Upload server certificate file as client certificate" ticked (X15.5).
    #[arg(long)]
    pub(crate) as_client: bool,
    /// With EnableServerEkuUpload On (Edge on X15.4).
    #[arg(long)]
    pub(crate) server_eku_upload: bool,
    /// The date of the upload, 2027-03-15 or RFC 3339. Default: now.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// The certificate, in any format. The first in the file is the one to upload.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// How to show the result: counts as text, or one certificate per line. JSON has the counts last.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: AuditFormat,
    /// The check date, 2027-03-15 or RFC 3339. Default: now.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// Verify no signature. Issuers are then found by name and key ID only, many times faster.
    #[arg(long)]
    pub(crate) no_verify: bool,
    /// How many files to read at a time. Default: the number of CPU cores.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Files, folders and archives. `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    Text,
    Json,
    Csv,
}

/// One of the two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NodeWord {
    Core,
    Edge,
}

/// One of the two stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoreWord {
    Server,
    Client,
}

const EXIT_READ: &str = "Exit codes:
  0  Everything was read
  2  Something could not be read (the rest is shown), the output could not be written, or wrong usage";

const EXIT_CHECK: &str = "Exit codes:
  0  Every service works
  1  A service fails
  2  A named file could not be read, the output could not be written, or wrong usage
  3  No service fails, and one or more are unknown
  4  With --within: every service works, and one stops within that time
With --format nagios:
  0  OK: every service works
  1  WARNING: none fails, and one is unknown, or something stops or expires within that time
  2  CRITICAL: a service fails
  3  UNKNOWN: a named file could not be read, the output could not be written, or wrong usage";

const EXIT_UPLOAD: &str = "Exit codes:
  0  Accepted
  1  Rejected
  2  The file could not be read, the output could not be written, or wrong usage
  3  Unknown";

const EXIT_PROBE: &str = "Exit codes:
  0  Every port answered
  1  A certificate lacks server authentication, or the client certificate was rejected
  2  A port did not answer, a file could not be read or written, or wrong usage
  3  The result of a handshake is unknown";

/// The heading of the options that say what the files do not.
const NOT_SAID: &str = "Settings that are not in the files";

fn timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|error| error.to_string())
}

fn days(text: &str) -> Result<u32, String> {
    let days = text.strip_suffix('d').unwrap_or(text).parse().ok();
    days.filter(|days| *days <= 36_500).ok_or_else(|| "not a number of days such as 90d".to_owned())
}

fn release(text: &str) -> Result<Release, String> {
    Release::parse(text).map_err(|error| error.to_string())
}
