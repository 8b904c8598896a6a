//! The whole tool in one HTML file that opens from `file:`.
//!
//! A browser refuses modules and requests from `file:`, so the script, the style sheet and the
//! WebAssembly module (in base64) are written into the page, and the policy forbids connections.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::content_policy;
use crate::error::{Error, Outcome};
use crate::site::{Part, cut, script_of};

/// What the static site consists of.
pub(crate) struct Parts<'site> {
    /// Its page.
    pub(crate) page: &'site str,
    /// Its style sheet.
    pub(crate) style: &'site str,
    /// What wasm-bindgen wrote: an ES module.
    pub(crate) script: &'site str,
    /// The WebAssembly module.
    pub(crate) module: &'site [u8],
}

/// Makes the single file.
pub(crate) fn make(parts: &Parts<'_>) -> Outcome<String> {
    let script = inline_script(parts.script, parts.module)?;
    let style = inline_style(parts.style)?;
    let mut page = parts.page.to_owned();

    // What points to files beside the page goes.
    while let Some(Part { before, after, .. }) = cut(&page, "<link rel=\"modulepreload\"", ">") {
        page = format!("{before}{after}");
    }
    while let Some(Part { before, after, .. }) = cut(&page, "<link rel=\"preload\"", ">") {
        page = format!("{before}{after}");
    }
    let Part { before, after, .. } = cut(&page, "<link rel=\"stylesheet\"", ">")
        .ok_or_else(|| Error::new("the built page has no style sheet: look at index.html"))?;
    page = format!("{before}<style>{style}</style>{after}");

    // A script in the head would run before the body is there; a module waits for it.
    let Part { before, after, .. } = script_of(&page)?;
    page = format!("{before}<script type=\"module\">{script}</script>{after}");
    content_policy::replace(&page, &content_policy::of_single_file(&script, &style))
}

/// wasm-bindgen's module without its exports, as a function whose own text starts the worker, and
/// the start of the page.
fn inline_script(module_script: &str, module: &[u8]) -> Outcome<String> {
    for import in ["from './snippets", "from \"./snippets", "import '", "import \""] {
        if module_script.contains(import) {
            return Err(Error::new(format!(
                "the page's script imports another file (`{import}`), which one file cannot: \
                 remove the dependency that brings inline JavaScript"
            )));
        }
    }
    let mut lines = Vec::new();
    let mut starts = false;
    for line in module_script.lines() {
        if line.starts_with("export {") || line.starts_with("export default") {
            starts |= line.contains("initSync");
            continue;
        }
        lines.push(line.strip_prefix("export ").unwrap_or(line));
    }
    if !starts {
        return Err(Error::new(
            "the page's script exports no `initSync`: this version of wasm-bindgen writes \
             something that crates/xtask/src/single_file.rs does not know",
        ));
    }
    let encoded = STANDARD.encode(module);
    let script = format!(
        "
const script = () => {{
{}
return {{ initSync }};
}};
globalThis.ekuScript = `const {{ initSync }} = (${{script}})();`;
const encoded = '{encoded}';
try {{
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  script().initSync({{ module: await WebAssembly.compile(bytes) }});
}} catch (error) {{
  document.getElementById('app')?.append(`The page could not start: ${{error.message}}. This browser may be too old for WebAssembly.`);
  throw error;
}}
",
        lines.join("\n")
    );
    refuse_end_tag(&script, "script")?;
    Ok(script)
}

/// A style sheet that can stand in a page.
fn inline_style(style: &str) -> Outcome<String> {
    refuse_end_tag(style, "style")?;
    let is_inside = |reference: &str| {
        let target = reference.trim_start_matches(['"', '\'', ' ']);
        target.starts_with("data:") || target.starts_with('#')
    };
    if style.contains("@import") || style.split("url(").skip(1).any(|rest| !is_inside(rest)) {
        return Err(Error::new(
            "web/style.css refers to another file, which one file cannot: write it in place",
        ));
    }
    Ok(style.to_owned())
}

/// Inline text must not hold what ends it.
fn refuse_end_tag(text: &str, element: &str) -> Outcome {
    let end = format!("</{element}");
    if text.to_ascii_lowercase().contains(&end) {
        return Err(Error::new(format!("inline code holds `{end}`, which would end it early")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Parts, make};

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="./style-1.css" integrity="sha384-x"/>
<link rel="modulepreload" href="./page-1.js" crossorigin="anonymous">
<link rel="preload" href="./page-1_bg.wasm" as="fetch" type="application/wasm">
<script type="module">
await import('./page-1.js');
</script></head><body><div id="app"></div></body></html>"#;

    const SCRIPT: &str = "export function greet() {}\nfunction initSync() {}\n\
                          export { initSync, __wbg_init as default };\n";

    fn made(style: &str, script: &str) -> Result<String, String> {
        let parts = Parts { page: PAGE, style, script, module: b"\0asm" };
        make(&parts).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_is_written_in_place_and_nothing_points_outside() {
        let page = made("p { color: red }", SCRIPT).unwrap();
        for inside in ["p { color: red }", "function greet() {}", "AGFzbQ==", "connect-src 'none'"]
        {
            assert!(page.contains(inside), "{inside} is missing in:\n{page}");
        }
        for outside in ["<link", "href", "import(", "export ", "default-src 'self'"] {
            assert!(!page.contains(outside), "{outside} is left in:\n{page}");
        }
    }

    #[test]
    fn what_one_file_cannot_hold_is_refused() {
        let snippet = format!("import {{ a }} from './snippets/a.js';\n{SCRIPT}");
        for (style, script, word) in [
            ("", snippet.as_str(), "snippets"),
            ("", "function nothing() {}", "initSync"),
            ("p { background: url(far.png) }", SCRIPT, "style.css"),
            ("@import 'far.css';", SCRIPT, "style.css"),
            ("/* </style> */", SCRIPT, "</style"),
        ] {
            let message = made(style, script).unwrap_err();
            assert!(message.contains(word), "{message}");
        }
        assert!(made("p { background: url(\"data:image/png,\") }", SCRIPT).is_ok());
    }
}
