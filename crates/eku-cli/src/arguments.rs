//! What can be asked for on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use eku_engine::deployment::{EkuCheck, Release};
use eku_engine::time::Timestamp;

/// Says which services of a Cisco Expressway deployment work with its certificates, which fail,
/// why, and what to do.
#[derive(Debug, Parser)]
#[command(name = "eku", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// When to colour the output; `auto` follows the terminal and NO_COLOR.
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

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
    ///
    /// Exit code: 0 everything was read, 2 something could not be read (the rest is still shown),
    /// the output could not be written, or wrong usage.
    Inspect(Inspect),
    /// Judge a deployment.
    ///
    /// Exit code: 0 every service works, 1 a service fails, 2 a named file could not be read, the
    /// output could not be written, or wrong usage, 3 none fails and one or more are undecided.
    Check(Box<Check>),
    /// Say what the upload page of a store does with a certificate.
    ///
    /// Exit code: 0 accepted, 1 refused, 2 the file could not be read, the output could not be
    /// written, or wrong usage, 3 undecided.
    Upload(Upload),
    /// Read every certificate in files, folders and archives, and count them.
    ///
    /// Folders and archives are searched with all that is in them. Files in them that hold nothing
    /// like a certificate are passed over, those of folders counted; whatever could not be read is
    /// named. Settings, logs and captures in archives are not read.
    ///
    /// Exit code: 0 everything was read, 2 something could not be read (the rest is still shown),
    /// the output could not be written, or wrong usage.
    Audit(Audit),
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// How to show them; JSON is one object a line.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: InspectFormat,
    /// Files of any kind that holds certificates, archives too; `-` is standard input.
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
    /// The instant to judge, 2027-03-15 or RFC 3339; now where it is not given.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// A deployment file, a case that the page saved, or diagnostic archives, one a machine; the options below describe a
    /// deployment without either.
    #[arg(value_name = "DEPLOYMENT.toml|ARCHIVE", conflicts_with_all = INLINE)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Diagnostic archives of Core's machines, where the archives do not say it themselves.
    #[arg(long, value_name = "ARCHIVE", num_args = 1.., conflicts_with_all = INLINE)]
    pub(crate) core: Vec<PathBuf>,
    /// Diagnostic archives of Edge's machines.
    #[arg(long, value_name = "ARCHIVE", num_args = 1.., conflicts_with_all = INLINE)]
    pub(crate) edge: Vec<PathBuf>,
    /// The release of both nodes, X14.0 to X15.5.x; with archives, instead of what they say.
    #[arg(long, value_parser = release, help_heading = "A deployment without a file")]
    pub(crate) release: Option<Release>,
    /// The EKU check of inbound SIP TLS on Core (X15.5).
    #[arg(long, value_enum, value_name = "on|off", help_heading = "A deployment without a file")]
    pub(crate) core_eku_check: Option<Switch>,
    /// The EKU check of inbound SIP TLS on Edge (X15.5).
    #[arg(long, value_enum, value_name = "on|off", help_heading = "A deployment without a file")]
    pub(crate) edge_eku_check: Option<Switch>,
    /// Core's server certificate, the leaf first; before X15.5 its one certificate.
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) core_server: Option<PathBuf>,
    /// Core's client certificate (X15.5).
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) core_client: Option<PathBuf>,
    /// Edge's server certificate, the leaf first; before X15.5 its one certificate.
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) edge_server: Option<PathBuf>,
    /// Edge's client certificate (X15.5).
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) edge_client: Option<PathBuf>,
    /// CA certificates that both nodes trust.
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) trusted: Vec<PathBuf>,
    /// CA certificates that Core trusts.
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) core_trusted: Vec<PathBuf>,
    /// CA certificates that Edge trusts.
    #[arg(long, value_name = "FILE", help_heading = "A deployment without a file")]
    pub(crate) edge_trusted: Vec<PathBuf>,
}

impl Check {
    /// Whether nothing but a deployment file can be meant by one input: no other was given.
    pub(crate) fn of_deployment_file(&self) -> bool {
        self.inputs.len() == 1 && self.core.is_empty() && self.edge.is_empty()
    }

    /// The first option that was given and says what a deployment file says itself.
    pub(crate) fn overriding(&self) -> Option<&'static str> {
        let given = [
            (self.release.is_some(), "--release"),
            (self.core_eku_check.is_some(), "--core-eku-check"),
            (self.edge_eku_check.is_some(), "--edge-eku-check"),
        ];
        given.into_iter().find_map(|(given, option)| given.then_some(option))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Markdown,
    Html,
}

#[derive(Args, Debug)]
pub(crate) struct Upload {
    /// The node.
    #[arg(long, value_enum)]
    pub(crate) node: NodeWord,
    /// Its release, X14.0 to X15.5.x.
    #[arg(long, value_parser = release)]
    pub(crate) release: Release,
    /// The store; before X15.5 there is the server store alone.
    #[arg(long, value_enum)]
    pub(crate) store: StoreWord,
    /// With the box "Upload server certificate file as client certificate" ticked (X15.5).
    #[arg(long)]
    pub(crate) as_client: bool,
    /// With EnableServerEkuUpload On (Edge on X15.4).
    #[arg(long)]
    pub(crate) server_eku_upload: bool,
    /// The instant of the upload, 2027-03-15 or RFC 3339; now where it is not given.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// The certificate, in any form; the first in the file is the one that is uploaded.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// How to show it: counts as text, or one certificate a line, in JSON with the counts last.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: AuditFormat,
    /// The date of the audit, 2027-03-15 or RFC 3339; now where it is not given.
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(crate) at: Option<Timestamp>,
    /// How many files are read at a time; as many as there are cores where it is not given.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Files, folders and archives; `-` is standard input.
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

/// A setting that is On or Off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

impl From<Switch> for EkuCheck {
    fn from(switch: Switch) -> Self {
        match switch {
            Switch::On => Self::On,
            Switch::Off => Self::Off,
        }
    }
}

/// The options that describe a deployment without a file.
const INLINE: [&str; 7] = [
    "core_server",
    "core_client",
    "edge_server",
    "edge_client",
    "trusted",
    "core_trusted",
    "edge_trusted",
];

fn timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|error| error.to_string())
}

fn release(text: &str) -> Result<Release, String> {
    Release::parse(text).map_err(|error| error.to_string())
}
