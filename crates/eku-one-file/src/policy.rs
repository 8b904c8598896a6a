//! The content security policy of the products: built here, put into a page's head.
//!
//! The page's shell carries a policy that `trunk serve` can live with. Both products get a
//! stricter one, which allows exactly the inline code they have, by hash.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384};

/// What opens the meta element that carries the policy.
const META_START: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The static site: its own files once, while it loads; the loader then forbids connections. What
/// lets it be installed is of the site, too: the manifest, and the service worker that keeps its files.
#[must_use]
pub fn of_site(script: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' {} 'wasm-unsafe-eval'; style-src 'self'; \
         img-src data:; connect-src 'self'; worker-src blob: 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'",
        source_of(script)
    )
}

/// The single file: what is written in it, and no connection at all.
#[must_use]
pub fn of_single_file(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'",
        source_of(script),
        source_of(style)
    )
}

/// Puts `policy` in the place of the policy that `page` has.
///
/// # Errors
///
/// Where the page has none, or two.
pub fn replace(page: &str, policy: &str) -> Result<String, &'static str> {
    const BROKEN: &str =
        "the page's shell has not exactly one content security policy: look at index.html";
    let (before, rest) = page.split_once(META_START).ok_or(BROKEN)?;
    let (_, after) = rest.split_once('"').ok_or(BROKEN)?;
    if after.contains(META_START) {
        return Err(BROKEN);
    }
    Ok([before, META_START, policy, "\"", after].concat())
}

/// The integrity by which a page names exactly this content of a file beside it.
#[must_use]
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(content)))
}

/// The source expression that allows exactly this inline text.
fn source_of(text: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{META_START, of_single_file, of_site, replace, source_of};

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // The example of the Content Security Policy specification.
        assert_eq!(
            source_of("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn no_policy_allows_unnamed_inline_code_or_a_remote_address() {
        for policy in [of_site("start()"), of_single_file("start()", "p { color: red }")] {
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            for loose in ["unsafe-inline", "'unsafe-eval'", "http", "*", "\""] {
                assert!(!policy.contains(loose), "{policy}");
            }
        }
        assert!(of_single_file("", "").contains("connect-src 'none'"));
    }

    #[test]
    fn the_policy_is_replaced_and_nothing_else() {
        let page = format!("<head>{META_START}old\"><title>t</title></head>");
        let replaced = replace(&page, "new").unwrap();
        assert_eq!(replaced, format!("<head>{META_START}new\"><title>t</title></head>"));
    }

    #[test]
    fn a_page_without_a_policy_or_with_two_is_an_error() {
        for page in [String::new(), format!("{META_START}a\">{META_START}b\">")] {
            assert!(replace(&page, "new").is_err(), "{page}");
        }
    }
}
