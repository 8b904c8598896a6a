//! What leaves the page, to the disk and nowhere else: reports, the case, and the page itself.
//!
//! Everything is made in memory and handed to the browser as a download. The page is made of what
//! its start kept: nothing is requested.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::started;

/// A file to be saved.
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its text.
    pub content: String,
}

/// Hands a file to the browser as a download. `failed` is called where the browser could not keep the
/// file; what becomes of the download after that, no browser tells a page.
///
/// # Errors
///
/// Where the browser refuses the file at once.
pub fn download(document: &Document, failed: impl Fn() + 'static) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(document.media_type);
    let parts = Array::of1(&JsValue::from_str(&document.content));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    // Without a document there is nobody to save for.
    if let Some(page) = self::document() {
        let link: HtmlAnchorElement = page.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(&document.name);
        link.click();
    }
    // The download has begun: the browser keeps what it needs.
    Url::revoke_object_url(&address)?;
    // Where memory and disk are full, a browser makes a blob that cannot be read.
    let end = blob.slice_with_i32(-1)?;
    wasm_bindgen_futures::spawn_local(async move {
        if JsFuture::from(end.array_buffer()).await.is_err() {
            failed();
        }
    });
    Ok(())
}

/// The page as one file; `None` where it was not started from its files.
#[must_use]
pub fn page() -> Option<String> {
    let document = document()?;
    let text = |name| started::property(name)?.as_string();
    let shell = shell(&document, &text("notice")?)?;
    // It may be one file already.
    let Some(bytes) = started::property("bytes") else { return Some(shell) };
    let parts = eku_one_file::Parts {
        page: &shell,
        style: &text("style")?,
        program: &text("program")?,
        module: &Uint8Array::new(&bytes).to_vec(),
    };
    eku_one_file::make(&parts).ok()
}

/// The page without what was drawn into it since it was opened.
fn shell(document: &web_sys::Document, notice: &str) -> Option<String> {
    let head = document.head()?.inner_html().replace(CONNECTIONS_CLOSED, "");
    let noscript = document.query_selector("noscript").ok()??.outer_html();
    let parts = [
        "<!doctype html>\n<html lang=\"en\">\n<head>",
        &head,
        "</head>\n<body>\n",
        notice,
        "\n",
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

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// What the start of the site adds to the head.
const CONNECTIONS_CLOSED: &str =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">";
