//! What the command line says.

use crate::error::{Error, Outcome};
use crate::test::Step;

/// Shown by `cargo xtask help`.
pub(crate) const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup                installs what the other commands need; does nothing twice
  serve [--port N]     shows the page at http://127.0.0.1:8080/ and rebuilds it on every change
  build                makes dist/ (the static site) and dist/expressway-eku.html (one file)
  js                   makes the JavaScript package in target/npm/eku-js
  release [--verify]   makes what is published in target/release-files, with checksums; with
                       --verify twice, in two folders, and compares every byte
  size                 shows how large the page in dist/ is
  test [STEP...]       runs every check, or only some: fmt, deny, clippy, doc, native, no-std,
                       components, build, size, browser, js
  lighthouse           measures the page in dist/ three times with Lighthouse; below 95 is an error
  bench [CERTIFICATES] measures beside other programs, with an audit of so many certificates
                       (1,000,000), and writes BENCHMARKS.md
  bench audit [CERTIFICATES]
                       measures the audit alone, beside a plain script with pyca/cryptography, and
                       writes its part of BENCHMARKS.md; needs python3 with venv
  bench page           measures the page in dist/ alone, from input to the next frame, and writes its
                       part of BENCHMARKS.md
  fixtures             makes the test certificates again
  icons                renders the icon of the site again
  compare FOLDER       reads every file below a folder with this program and with OpenSSL, and lists
                       each certificate that is lost or read differently
  docs                 makes the page of the rules, the man pages, the completions and the list of
                       what the products carry of others again
  schemas              makes the JSON Schemas and the types of the JavaScript package again
  policy [DATE]        makes the engine's table of Chrome's roots again; with a date, checks that
                       no source of the policy data was read over 90 days before it
  known-roots          makes the engine's table of public roots again
  look-alikes          makes the engine's table of letters that look like others again
  captures             records the test captures again; needs root and tshark's programs
  fuzz [TARGET] [SECONDS]
                       runs one fuzz target, or all of them, for 120 seconds each; needs nightly
                       and cargo-fuzz
  fuzz-seeds           makes what fuzzing starts from again
  help                 shows this

environment:
  EKU_TOOLS            where setup keeps its tools (default: expressway-eku in the cache folder)
  EKU_FALLBACK=1       takes setup's fallback for the browser target even where rustup has it
  CHROMIUM, CHROMEDRIVER
                       the browser and its driver for the tests (default: found on PATH)";

/// Where `serve` listens unless told otherwise.
const DEFAULT_PORT: u16 = 8080;

/// For how long `fuzz` runs a target unless told otherwise.
const FUZZ_SECONDS: u32 = 120;

/// How many certificates `bench` audits unless told otherwise.
const BENCH_CERTIFICATES: usize = 1_000_000;

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Shows [`USAGE`].
    Help,
    /// Installs everything.
    Setup,
    /// Shows the page and rebuilds it on every change.
    Serve {
        /// The TCP port.
        port: u16,
    },
    /// Makes both products.
    Build,
    /// Makes the JavaScript package.
    Package,
    /// Makes what is published.
    Release {
        /// Whether twice, to compare.
        verify: bool,
    },
    /// Prints the products' sizes.
    Size,
    /// Runs checks.
    Test {
        /// Which; never empty, in the order of [`Step::ALL`].
        steps: Vec<Step>,
    },
    /// Measures the page with Lighthouse.
    Lighthouse,
    /// Measures and writes the table.
    Bench {
        /// How many certificates are audited.
        certificates: usize,
    },
    /// Measures the audit alone and writes its part of the table.
    BenchAudit {
        /// How many certificates are audited.
        certificates: usize,
    },
    /// Measures the page alone and writes its part of the table.
    BenchPage,
    /// Renders the icon of the site again.
    Icons,
    /// Makes the test certificates again.
    Fixtures,
    /// Holds the reader against OpenSSL.
    Compare {
        /// The folder with the files.
        folder: String,
    },
    /// Makes the documentation that is made of the program again.
    Documentation,
    /// Makes the JSON Schemas, and what is made of them, again.
    Schemas,
    /// Makes the engine's table of Chrome's roots again.
    Policy {
        /// Checks instead how old the sources are on that day.
        date: Option<String>,
    },
    /// Makes the engine's table of public roots again.
    KnownRoots,
    /// Makes the engine's table of look-alikes again.
    LookAlikes,
    /// Records the test captures again.
    Captures,
    /// Makes the fuzz targets' seeds again.
    FuzzSeeds,
    /// Runs fuzz targets.
    Fuzz {
        /// Which; all of them where none is named.
        target: Option<String>,
        /// For how long each.
        seconds: u32,
    },
}

/// Reads a command line without the program's name.
pub(crate) fn parse(arguments: &[String]) -> Outcome<Command> {
    let mut words = arguments.iter().map(String::as_str);
    let Some(name) = words.next() else {
        return Err(Error::new(format!("no command given\n\n{USAGE}")));
    };
    let rest: Vec<&str> = words.collect();
    let command = match name {
        "help" | "--help" | "-h" => return Ok(Command::Help),
        "serve" => {
            return Ok(Command::Serve { port: parse_port(&rest)? });
        }
        "test" => {
            return Ok(Command::Test { steps: parse_steps(&rest)? });
        }
        "bench" if rest == ["page"] => return Ok(Command::BenchPage),
        "bench" if rest.first() == Some(&"audit") => {
            return Ok(Command::BenchAudit { certificates: parse_certificates(&rest[1..])? });
        }
        "bench" => {
            return Ok(Command::Bench { certificates: parse_certificates(&rest)? });
        }
        "fuzz" => return parse_fuzz(&rest),
        "compare" => match rest.as_slice() {
            [folder] => return Ok(Command::Compare { folder: (*folder).to_owned() }),
            _ => return Err(Error::new("`compare` takes one folder".to_owned())),
        },
        "policy" => match rest.as_slice() {
            [] => return Ok(Command::Policy { date: None }),
            [date] => return Ok(Command::Policy { date: Some((*date).to_owned()) }),
            [_, extra, ..] => {
                let text = format!("`policy` takes one date, got `{extra}` as well");
                return Err(Error::new(text));
            }
        },
        "release" => match rest.as_slice() {
            [] => return Ok(Command::Release { verify: false }),
            ["--verify"] => return Ok(Command::Release { verify: true }),
            _ => {
                let got = rest.join(" ");
                return Err(Error::new(format!("`release` takes only `--verify`, got `{got}`")));
            }
        },
        "setup" => Command::Setup,
        "build" => Command::Build,
        "js" => Command::Package,
        "size" => Command::Size,
        "lighthouse" => Command::Lighthouse,
        "fixtures" => Command::Fixtures,
        "icons" => Command::Icons,
        "docs" => Command::Documentation,
        "schemas" => Command::Schemas,
        "known-roots" => Command::KnownRoots,
        "look-alikes" => Command::LookAlikes,
        "captures" => Command::Captures,
        "fuzz-seeds" => Command::FuzzSeeds,
        other => {
            return Err(Error::new(format!("there is no command `{other}`\n\n{USAGE}")));
        }
    };
    match rest.first() {
        None => Ok(command),
        Some(extra) => Err(Error::new(format!("`{name}` takes no argument, got `{extra}`"))),
    }
}

/// Reads the options of `serve`.
fn parse_port(words: &[&str]) -> Outcome<u16> {
    let value = match words {
        [] => return Ok(DEFAULT_PORT),
        ["--port", value] => value,
        [option] if option.starts_with("--port=") => &option["--port=".len()..],
        _ => {
            let got = words.join(" ");
            return Err(Error::new(format!("`serve` takes only `--port N`, got `{got}`")));
        }
    };
    value.parse().ok().filter(|port| *port != 0).ok_or_else(|| {
        Error::new(format!("`{value}` is not a port: give a number from 1 to 65535"))
    })
}

/// Reads how many certificates `bench` audits.
fn parse_certificates(words: &[&str]) -> Outcome<usize> {
    match words {
        [] => Ok(BENCH_CERTIFICATES),
        [word] => word.parse().ok().filter(|count| *count > 0).ok_or_else(|| {
            Error::new(format!(
                "`{word}` is no number of certificates: give one from 1 on, or `audit` or `page`"
            ))
        }),
        [_, extra, ..] => {
            Err(Error::new(format!("`bench` takes one number, got `{extra}` as well")))
        }
    }
}

/// Reads a target and a number of seconds, of which either may be left out.
fn parse_fuzz(words: &[&str]) -> Outcome<Command> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let (target, seconds) = match words {
        [] => (None, None),
        [word] if is_number(word) => (None, Some(*word)),
        [target] => (Some(*target), None),
        [target, seconds] => (Some(*target), Some(*seconds)),
        [_, _, extra, ..] => {
            let text = format!("`fuzz` takes a target and seconds, got `{extra}` as well");
            return Err(Error::new(text));
        }
    };
    let seconds = match seconds {
        None => FUZZ_SECONDS,
        Some(word) => word.parse().ok().filter(|seconds| *seconds > 0).ok_or_else(|| {
            Error::new(format!("`{word}` is no number of seconds: give one from 1 on"))
        })?,
    };
    Ok(Command::Fuzz { target: target.map(str::to_owned), seconds })
}

/// Reads the steps of `test`: all of them where none is named.
fn parse_steps(words: &[&str]) -> Outcome<Vec<Step>> {
    for word in words {
        if !Step::ALL.iter().any(|step| step.name() == *word) {
            let names: Vec<&str> = Step::ALL.iter().map(|step| step.name()).collect();
            let names = names.join(", ");
            return Err(Error::new(format!("there is no test step `{word}`: take one of {names}")));
        }
    }
    // What is measured or opened in a browser is built first: an old product proves nothing.
    let needs_build = words.iter().any(|word| ["size", "browser"].contains(word));
    let wanted = |step: &Step| {
        words.is_empty()
            || words.contains(&step.name())
            || needs_build && matches!(step, Step::Build)
    };
    Ok(Step::ALL.into_iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::{Command, parse};
    use crate::test::Step;

    fn parsed(line: &str) -> Result<Command, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words).map_err(|error| error.to_string())
    }

    #[test]
    fn a_port_is_read_in_both_spellings_and_has_a_default() {
        assert_eq!(parsed("serve"), Ok(Command::Serve { port: 8080 }));
        assert_eq!(parsed("serve --port 9000"), Ok(Command::Serve { port: 9000 }));
        assert_eq!(parsed("serve --port=9000"), Ok(Command::Serve { port: 9000 }));
    }

    #[test]
    fn steps_run_in_their_own_order_whatever_the_order_given() {
        let steps = vec![Step::Format, Step::Native];
        assert_eq!(parsed("test native fmt"), Ok(Command::Test { steps }));
        assert_eq!(parsed("test"), Ok(Command::Test { steps: Step::ALL.to_vec() }));
    }

    #[test]
    fn a_release_is_verified_where_that_is_said() {
        assert_eq!(parsed("release"), Ok(Command::Release { verify: false }));
        assert_eq!(parsed("release --verify"), Ok(Command::Release { verify: true }));
    }

    #[test]
    fn bench_measures_everything_or_the_audit_or_the_page_alone() {
        assert_eq!(parsed("bench 10"), Ok(Command::Bench { certificates: 10 }));
        assert_eq!(parsed("bench audit 10"), Ok(Command::BenchAudit { certificates: 10 }));
        assert_eq!(parsed("bench page"), Ok(Command::BenchPage));
    }

    #[test]
    fn policy_checks_where_a_date_is_given() {
        assert_eq!(parsed("policy"), Ok(Command::Policy { date: None }));
        let date = Some("2027-03-15".to_owned());
        assert_eq!(parsed("policy 2027-03-15"), Ok(Command::Policy { date }));
        assert!(parsed("policy 2027-03-15 again").is_err());
    }

    #[test]
    fn fuzz_takes_a_target_and_seconds_or_either() {
        for (line, target, seconds) in [
            ("fuzz", None, 120),
            ("fuzz 600", None, 600),
            ("fuzz log", Some("log"), 120),
            ("fuzz log 600", Some("log"), 600),
        ] {
            let target = target.map(str::to_owned);
            assert_eq!(parsed(line), Ok(Command::Fuzz { target, seconds }), "{line}");
        }
    }

    #[test]
    fn wrong_usage_names_the_word_that_is_wrong() {
        for (line, word) in [
            ("serve --port 0", "`0`"),
            ("serve --port 70000", "`70000`"),
            ("serve --prot 9000", "`--prot 9000`"),
            ("test fnt", "`fnt`"),
            ("build quickly", "`quickly`"),
            ("release --verfy", "`--verfy`"),
            ("deploy", "`deploy`"),
            ("fuzz log soon", "`soon`"),
            ("fuzz log 0", "`0`"),
            ("fuzz log 10 20", "`20`"),
            ("bench many", "`many`"),
            ("bench 10 20", "`20`"),
            ("bench page 20", "`20`"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(word), "{line}: {message}");
        }
    }
}
