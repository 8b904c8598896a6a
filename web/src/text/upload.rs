//! Texts about what an upload page makes of a certificate.

use eku_engine::upload::UploadVerdict;

/// The refusal is of the web page alone.
pub const OF_THE_PAGE: &str = "This applies to new uploads only. A certificate that is already in the \
    store stays.";

/// What the page does, in a few words.
#[must_use]
pub const fn answer(verdict: UploadVerdict) -> &'static str {
    match verdict {
        UploadVerdict::Accepted => "Expressway would accept this upload",
        UploadVerdict::Undecided => "Upload result unknown",
        UploadVerdict::Refused => "Expressway would reject this upload",
    }
}

/// One word for it, as tests and style sheets read it.
#[must_use]
pub const fn id(verdict: UploadVerdict) -> &'static str {
    match verdict {
        UploadVerdict::Accepted => "accepted",
        UploadVerdict::Undecided => "undecided",
        UploadVerdict::Refused => "refused",
    }
}
