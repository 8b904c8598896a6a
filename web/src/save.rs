//! What leaves the page, to the disk and nowhere else: reports, the case, and the page itself.
//!
//! Everything is made in memory and handed to the browser as a download. The page is made of what
//! its start kept: nothing is requested.

use js_sys::{Array, ArrayBuffer, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, Url};

use crate::worker::started_from;

/// Hands text to the browser as a file. Without a document there is nobody to save for.
pub fn download(name: &str, media_type: &str, content: &str) {
    let _ = try_download(name, media_type, content);
}

fn try_download(name: &str, media_type: &str, content: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(content));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    if let Some(document) = document() {
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The download has begun: the browser keeps what it needs.
    Url::revoke_object_url(&address)
}

/// The page as one file; `None` where it was not started from its files.
#[must_use]
pub fn page() -> Option<String> {
    let document = document()?;
    let script = started_from()?;
    let property = |name: &str| Reflect::get(&script, &JsValue::from_str(name)).ok();
    let text = |name: &str| Some(String::from(property(name)?.dyn_into::<JsString>().ok()?));
    let shell = shell(&document)?;
    match property("bytes")?.dyn_into::<ArrayBuffer>() {
        Ok(bytes) => {
            let parts = eku_one_file::Parts {
                page: &shell,
                style: &text("style")?,
                script: &text("text")?,
                module: &Uint8Array::new(&bytes).to_vec(),
            };
            eku_one_file::make(&parts).ok()
        }
        // It is one file already.
        Err(_) => Some(shell),
    }
}

/// The page without what was drawn into it since it was opened.
fn shell(document: &Document) -> Option<String> {
    let head = document.head()?.inner_html().replace(CONNECTIONS_CLOSED, "");
    let noscript = document.query_selector("noscript").ok()??.outer_html();
    let parts = [
        "<!doctype html>\n<html lang=\"en\">\n<head>",
        &head,
        "</head>\n<body>\n",
        &noscript,
        "\n<div id=\"app\"></div>\n</body>\n</html>\n",
    ];
    Some(parts.concat())
}

/// The case that was saved in the page.
#[must_use]
pub fn case_inside() -> Option<String> {
    document()?.get_element_by_id(eku_one_file::CASE_ID)?.text_content()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// What the start of the site adds to the head.
const CONNECTIONS_CLOSED: &str =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">";
