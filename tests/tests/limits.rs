//! The limits that SECURITY.md states are those of the program.

use std::fs;
use std::path::Path;

use eku_cli::deployment_file;
use eku_engine::report::thousands;
use eku_engine::{advisory, bundle, chain, forecast, plan, report};
use eku_intake::archive::Limits;
use eku_intake::{certificates, log};

#[test]
fn the_limits_that_are_documented_are_those_of_the_program() {
    let limits = Limits::default();
    let stated = [
        format!("{} members", thousands(limits.entries)),
        format!("{} GiB unpacked", limits.expanded >> 30),
        format!("{} times its size once {} MiB", limits.ratio, limits.ratio_from >> 20),
        format!("{} archives inside one another", limits.depth),
        format!("paths of {} bytes", thousands(limits.path as u64)),
        format!("{} MiB of a zip that cannot seek", limits.buffered >> 20),
        format!("{} MiB in an archive", certificates::LARGEST_FILE >> 20),
        format!("{} certificates or blocks", thousands(bundle::MOST_PARTS as u64)),
        format!("{} about the files that a deployment names", report::MOST_PROBLEMS),
        format!("{} marks at names that can deceive", report::MOST_MARKS),
        format!("{} advisories of a kind", advisory::MOST_OF_A_KIND),
        format!("{0} files that were read, {0} settings", report::MOST_FILES),
        format!("{} MiB a certificate", bundle::LARGEST_CERTIFICATE >> 20),
        format!("{} MiB of PKCS#7", bundle::LARGEST_PKCS7 >> 20),
        format!("a deployment file, a case | {} MiB", deployment_file::LARGEST >> 20),
        format!("a deployment file, a case | {} MiB", eku_case::LARGEST >> 20),
        format!("{} kinds of failure, {} other sides", log::MOST_GROUPS, log::MOST_REMOTES),
        format!("{} CA certificates of one name", chain::MOST_OF_ONE_NAME),
        format!("{} signatures verified", thousands(chain::MOST_VERIFICATIONS as u64)),
        format!("{} steps a judgement", thousands(chain::MOST_PATH_STEPS as u64)),
        format!("a forecast | {} steps", thousands(forecast::MOST_FORECAST_STEPS as u64)),
        format!("{} shown, of {} actions", plan::MOST_PLANS, plan::MOST_ACTIONS),
        format!("{} tries", thousands(plan::MOST_REPLAYS as u64)),
    ];
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../SECURITY.md");
    let text = fs::read_to_string(file).expect("SECURITY.md");
    for limit in stated {
        assert!(text.contains(&limit), "SECURITY.md does not say {limit:?}");
    }
}
