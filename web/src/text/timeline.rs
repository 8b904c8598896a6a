//! The texts of the timeline.

use eku_engine::deployment::StoreId;

use crate::dates::{self, Days, Happening, Renewed};
use crate::names::short_name;
use crate::text::some;

/// Heading of the timeline.
pub const TIMELINE: &str = "Timeline";
/// Heading of the lanes of certificates.
pub const CERTIFICATES: &str = "Certificates";
/// Heading of the lanes of services.
pub const SERVICES: &str = "Services";
/// Leads the check date.
pub const JUDGED: &str = "Check date";
/// Leads the present day, where the check date is another one.
pub const TODAY: &str = "Today";
/// Leads Chrome's date.
pub const CHROME: &str = "Chrome’s rule";
/// What happens on Chrome's date.
pub const CHROME_SENTENCE: &str = "Chrome’s rule starts. Public CAs in its store issue certificates \
    with server authentication only.";
/// What the drawing is, for those who do not see it.
pub const DRAWN: &str = "Timeline of certificates and services. The list has the same dates.";
/// What to do with it.
pub const HINT: &str =
    "Click a day in the timeline to check that date. Click a name for its details.";
/// A service that fails from the first day on.
pub const FAILS_ALREADY: &str = "already failing";
/// Heading of the list.
pub const DAYS: &str = "Key dates";
/// Button that goes to a day.
pub const GO: &str = "Show this date";
/// Button that goes to the end of a day, where its beginning is checked.
pub const GO_END: &str = "Show the end of this date";
/// The check date.
pub const IS_JUDGED: &str = "Shown now";
/// Button that goes back.
pub const BACK: &str = "Back to today";

/// From which day on it is known what happens, where another day than the present one is judged.
#[must_use]
pub fn seen_from(days: Days) -> String {
    let (now, at) = (dates::day(days.now), dates::day(days.at));
    if days.ahead() {
        format!("The timeline starts today, {now}. The check date, {at}, is marked.")
    } else {
        format!("The timeline starts on the check date, {at}. Days are counted from today, {now}.")
    }
}

/// The stores that hold a certificate.
#[must_use]
pub fn stores(stores: &[StoreId]) -> String {
    match stores {
        [one, other] if (one.node, &one.peer) == (other.node, &other.peer) => {
            let on = one.peer.as_ref().map(|peer| format!(" on {peer}")).unwrap_or_default();
            format!("{} (both stores){on}", one.node.title())
        }
        _ => some(&Vec::from_iter(stores.iter().map(short_name))),
    }
}

/// What happens, before its date and after it.
#[must_use]
pub const fn event(happening: Happening) -> [&'static str; 2] {
    match happening {
        Happening::Breaks(Renewed::No) => ["stops", " if not renewed"],
        Happening::Breaks(Renewed::Yes) => ["stops", " if renewed"],
        Happening::Breaks(Renewed::Either) => ["stops", ", renewed or not"],
        Happening::Undecided(Renewed::No) => ["unknown from", " if not renewed"],
        Happening::Undecided(Renewed::Yes) => ["unknown from", " if renewed"],
        Happening::Undecided(Renewed::Either) => ["unknown from", ", renewed or not"],
        Happening::FailsAlready => [FAILS_ALREADY, ""],
        Happening::Expires => ["expires", ""],
        Happening::LastRenewal => ["renew by", ""],
        Happening::CarriesUntil => ["renewed until", ""],
        Happening::CaStops => ["CA ends clientAuth", ""],
    }
}

/// What happens, as a sentence.
#[must_use]
pub fn sentence(happening: Happening, names: &[&str]) -> String {
    let joined = some(names);
    let one = names.len() == 1;
    let [stops, is, expires] = match one {
        true => ["stops", "is", "certificate expires"],
        false => ["stop", "are", "certificates expire"],
    };
    let condition = |renewed| match renewed {
        Renewed::No => "if nothing is renewed",
        Renewed::Yes => "if every certificate is renewed with its CA",
        Renewed::Either => "even if every certificate is renewed with its CA",
    };
    match happening {
        Happening::Breaks(renewed) => format!("{joined} {stops} {}.", condition(renewed)),
        Happening::Undecided(renewed) => {
            format!("{joined} {is} unknown from here on {}.", condition(renewed))
        }
        Happening::FailsAlready => format!("{joined}: {FAILS_ALREADY}."),
        Happening::Expires => format!("{joined}: {expires}."),
        Happening::LastRenewal => {
            format!("{joined}: last day to renew with client authentication.")
        }
        Happening::CarriesUntil => format!("{joined}: latest possible expiry of that renewal."),
        Happening::CaStops => {
            format!("{joined}: the CA stops including client authentication.")
        }
    }
}
