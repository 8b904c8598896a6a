//! What the command line says.

use clap::{Parser, Subcommand};

use crate::test::Step;

/// All automation of the project. Without a command, it shows what there is.
#[derive(Debug, Parser, PartialEq, Eq)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = ENVIRONMENT)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What is to be done.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Shown below the commands.
const ENVIRONMENT: &str = "\
Environment:
  EKU_TOOLS        where setup keeps its tools (default: expressway-eku in the cache folder)
  CHROMIUM, CHROMEDRIVER
                   the browser and its driver for the tests (default: found on PATH)";

/// One command with its options.
#[derive(Debug, Subcommand, PartialEq, Eq)]
pub(crate) enum Command {
    /// Installs what the other commands need; does nothing twice
    Setup,
    /// Shows the page and rebuilds it on every change
    Serve {
        /// Where it listens on 127.0.0.1
        #[arg(long, value_name = "N", default_value_t = 8080)]
        #[arg(value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
    },
    /// Makes dist/ (the static site) and dist/expressway-eku.html (one file)
    Build,
    /// Makes the JavaScript package in target/npm/eku-js
    #[command(name = "js")]
    Package,
    /// Makes what is published in target/release-files, with checksums
    Release {
        /// Twice, in two folders, and compares every byte
        #[arg(long)]
        verify: bool,
    },
    /// Shows how large the page in dist/ is
    Size,
    /// Runs every check, or only some
    Test {
        /// Which
        #[arg(value_name = "STEP", value_enum)]
        steps: Vec<Step>,
        /// Also what is slow and rarely fails: every browser test on both products, every state of
        /// the page in every look
        #[arg(long)]
        all: bool,
    },
    /// Measures the page in dist/ three times with Lighthouse; below 95 is an error
    Lighthouse,
    /// Measures beside other programs and writes BENCHMARKS.md
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        /// One part alone
        #[command(subcommand)]
        part: Option<BenchPart>,
        /// How many certificates are audited
        #[arg(default_value_t = 1_000_000, value_parser = count)]
        certificates: usize,
    },
    /// Makes the test certificates again
    Fixtures,
    /// Renders the icon of the site again
    Icons,
    /// Reads every file below a folder with this program and with OpenSSL, and lists each certificate
    /// that is lost or read differently
    Compare {
        /// The folder with the files
        folder: String,
    },
    /// Makes the page of the rules, the man pages, the completions and the list of what the products
    /// carry of others again
    #[command(name = "docs")]
    Documentation,
    /// Makes the JSON Schemas and the types of the JavaScript package again
    Schemas,
    /// Makes the engine's table of Chrome's roots again
    Policy {
        /// Checks instead that no source of the policy data was read over 90 days before this day
        date: Option<String>,
    },
    /// Makes the engine's table of public roots again
    KnownRoots,
    /// Makes the engine's table of letters that look like others again
    LookAlikes,
    /// Records the test captures again; needs root and tshark's programs
    Captures,
    /// Runs fuzz targets; needs nightly and cargo-fuzz
    Fuzz {
        /// Which; all of them where none is named
        target: Option<String>,
        /// For how long each
        #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..))]
        seconds: u32,
    },
    /// Makes what fuzzing starts from again
    FuzzSeeds,
}

/// What is measured alone; each writes its part of BENCHMARKS.md.
#[derive(Debug, Subcommand, PartialEq, Eq)]
pub(crate) enum BenchPart {
    /// The audit, beside a plain script with pyca/cryptography; needs python3 with venv
    Audit {
        /// How many certificates are audited
        #[arg(default_value_t = 1_000_000, value_parser = count)]
        certificates: usize,
    },
    /// The page in dist/, from input to the next frame
    Page,
}

/// A number of certificates.
fn count(word: &str) -> Result<usize, String> {
    word.parse().ok().filter(|count| *count > 0).ok_or_else(|| "give a number from 1 on".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, BenchPart, Command};
    use crate::test::Step;
    use clap::{CommandFactory, Parser};

    fn parsed(line: &str) -> Result<Command, String> {
        let words = ["cargo xtask"].into_iter().chain(line.split_whitespace());
        let read = Arguments::try_parse_from(words);
        read.map(|read| read.command).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_option_has_its_default() {
        let fuzz = |target: Option<&str>, seconds| Command::Fuzz {
            target: target.map(str::to_owned),
            seconds,
        };
        let bench = |part, certificates| Command::Bench { part, certificates };
        let audit = Some(BenchPart::Audit { certificates: 10 });
        for (line, expected) in [
            ("serve", Command::Serve { port: 8080 }),
            ("serve --port 9000", Command::Serve { port: 9000 }),
            ("test", Command::Test { steps: Vec::new(), all: false }),
            ("test no-std", Command::Test { steps: vec![Step::NoStd], all: false }),
            ("test --all", Command::Test { steps: Vec::new(), all: true }),
            ("release --verify", Command::Release { verify: true }),
            ("bench", bench(None, 1_000_000)),
            ("bench 10", bench(None, 10)),
            ("bench audit 10", bench(audit, 1_000_000)),
            ("fuzz", fuzz(None, 120)),
            ("fuzz log --seconds 600", fuzz(Some("log"), 600)),
        ] {
            assert_eq!(parsed(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn wrong_usage_names_the_word_that_is_wrong() {
        for (line, word) in [
            ("serve --port 0", "0"),
            ("serve --prot 9000", "--prot"),
            ("test fnt", "fnt"),
            ("build quickly", "quickly"),
            ("deploy", "deploy"),
            ("fuzz log --seconds 0", "0"),
            ("bench many", "many"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(&format!("'{word}'")), "{line}: {message}");
        }
    }
}
