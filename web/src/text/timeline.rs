//! The texts of the timeline.

use crate::dates::{self, Days, Happening, Renewed};
pub use crate::names::short_name as store;
use crate::text::some;

/// Heading of the timeline.
pub const TIMELINE: &str = "When";
/// Heading of the lanes of certificates.
pub const CERTIFICATES: &str = "Certificates";
/// Heading of the lanes of services.
pub const SERVICES: &str = "Services";
/// Leads the judged date.
pub const JUDGED: &str = "Judged on";
/// Leads the present day, where another one is judged.
pub const TODAY: &str = "Today";
/// Leads Chrome's date.
pub const CHROME: &str = "Chrome’s rule";
/// What happens on Chrome's date.
pub const CHROME_SENTENCE: &str = "Chrome’s rule begins: public CAs in its store issue server \
    authentication only.";
/// What the drawing is, for those who do not see it.
pub const DRAWN: &str = "Timeline of certificates and services; the list below says the same";
/// What to do with it.
pub const HINT: &str = "Click into the timeline, or choose a day below, to judge that day.";
/// A service that fails from the first day on.
pub const FAILS_ALREADY: &str = "fails already";
/// Heading of the list.
pub const DAYS: &str = "The days that matter";
/// Button that goes to a day.
pub const GO: &str = "Judge this day";
/// Button that goes to the end of a day, where its beginning is judged.
pub const GO_END: &str = "Judge the end of this day";
/// The day that is judged.
pub const IS_JUDGED: &str = "Judged now";
/// Button that goes back.
pub const BACK: &str = "Back to today";

/// From which day on it is known what happens, where another day than the present one is judged.
#[must_use]
pub fn seen_from(days: Days) -> String {
    let (now, at) = (dates::day(days.now), dates::day(days.at));
    if days.ahead() {
        format!("Seen from today, {now}. The judged day, {at}, is marked.")
    } else {
        format!("Seen from the judged day, {at}. Days are counted from today, {now}.")
    }
}

/// What happens, before its date and after it.
#[must_use]
pub const fn event(happening: Happening) -> [&'static str; 2] {
    match happening {
        Happening::Breaks(Renewed::No) => ["breaks", " if not renewed"],
        Happening::Breaks(Renewed::Yes) => ["breaks", " if renewed"],
        Happening::Breaks(Renewed::Either) => ["breaks", ", renewed or not"],
        Happening::Undecided(Renewed::No) => ["undecided from", " if not renewed"],
        Happening::Undecided(Renewed::Yes) => ["undecided from", " if renewed"],
        Happening::Undecided(Renewed::Either) => ["undecided from", ", renewed or not"],
        Happening::FailsAlready => [FAILS_ALREADY, ""],
        Happening::Expires => ["expires", ""],
        Happening::LastRenewal => ["renew by", ""],
        Happening::CarriesUntil => ["then good until", ""],
        Happening::CaStops => ["CA stops client auth", ""],
    }
}

/// What happens, as a sentence.
#[must_use]
pub fn sentence(happening: Happening, names: &[&str]) -> String {
    let joined = some(names);
    let one = names.len() == 1;
    let [breaks, is, expires] =
        if one { ["breaks", "is", "expires"] } else { ["break", "are", "expire"] };
    let condition = |renewed| match renewed {
        Renewed::No => "if nothing is renewed",
        Renewed::Yes => "if every certificate is renewed by its issuer as it expires",
        Renewed::Either => "whether certificates are renewed by their issuers or not",
    };
    match happening {
        Happening::Breaks(renewed) => format!("{joined} {breaks} {}.", condition(renewed)),
        Happening::Undecided(renewed) => {
            format!("{joined} {is} undecided from here on {}.", condition(renewed))
        }
        Happening::FailsAlready => format!("{joined}: {FAILS_ALREADY}."),
        Happening::Expires => format!("{joined} {expires}."),
        Happening::LastRenewal => {
            format!("{joined}: the last day for a renewal there that keeps client authentication.")
        }
        Happening::CarriesUntil => format!("{joined}: such a renewal is good until here."),
        Happening::CaStops => {
            format!("{joined}: from here on the CA issues server authentication only.")
        }
    }
}
