//! Texts about what an upload page makes of a certificate.

use eku_engine::upload::UploadVerdict;

/// The refusal is of the web page alone.
pub const OF_THE_PAGE: &str = "This is about the web page. A certificate that is in the store \
    already stays there, and is judged as it is.";

/// What the page does, in a few words.
#[must_use]
pub const fn answer(verdict: UploadVerdict) -> &'static str {
    match verdict {
        UploadVerdict::Accepted => "The upload page accepts it",
        UploadVerdict::Undecided => "Whether it could be uploaded here again is not known",
        UploadVerdict::Refused => "Could not be uploaded here again",
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
