//! Texts about what an upload page makes of a certificate.

use eku_engine::report::{EkuReport, EkuState};
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

/// What a certificate can be used as, by its purposes alone.
#[must_use]
pub fn can_act(eku: &EkuReport) -> String {
    let acts = match (eku.state, eku.server_auth, eku.client_auth) {
        // What the SSH tunnels make of it no test shows.
        (EkuState::Absent, ..) => {
            "It can act as a TLS server. Whether Expressway accepts it as a TLS client is unknown."
        }
        (EkuState::Present, true, true) => "It can act as a TLS server and as a TLS client.",
        (EkuState::Present, true, false) => "It can act as a TLS server, but not as a TLS client.",
        (EkuState::Present, false, true) => "It can act as a TLS client, but not as a TLS server.",
        (EkuState::Present, false, false) => "It cannot act as a TLS server or as a TLS client.",
        (EkuState::Empty | EkuState::Unreadable, ..) => "It cannot be used.",
    };
    format!("This certificate has {}. {acts}", eku.words)
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_a_certificate_can_act_as_follows_from_its_purposes() {
        for (state, server_auth, client_auth, words, sentence) in [
            (
                EkuState::Present,
                true,
                true,
                "server and client authentication",
                "This certificate has server and client authentication. It can act as a TLS server and as a TLS client.",
            ),
            (
                EkuState::Present,
                true,
                false,
                "server authentication only",
                "This certificate has server authentication only. It can act as a TLS server, but not as a TLS client.",
            ),
            (
                EkuState::Present,
                false,
                true,
                "client authentication only",
                "This certificate has client authentication only. It can act as a TLS client, but not as a TLS server.",
            ),
            (
                EkuState::Absent,
                false,
                false,
                "no EKU extension",
                "This certificate has no EKU extension. It can act as a TLS server. Whether Expressway accepts it as a TLS client is unknown.",
            ),
            (
                EkuState::Unreadable,
                false,
                false,
                "an unreadable EKU extension",
                "This certificate has an unreadable EKU extension. It cannot be used.",
            ),
        ] {
            let eku = EkuReport {
                state,
                critical: false,
                purposes: Vec::new(),
                server_auth,
                client_auth,
                any: false,
                words: words.into(),
            };
            assert_eq!(can_act(&eku), sentence);
        }
    }
}
