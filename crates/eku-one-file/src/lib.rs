//! The page and all that it needs in one HTML file, which opens from `file:`.
//!
//! Entry points: [`make`] and [`with_case`]. The build makes the product with them, and the page a
//! copy of itself, so that both are the same. A browser refuses modules and requests from `file:`;
//! so the script, the style sheet and the WebAssembly module (in base64) are written into the page,
//! and its policy forbids connections and allows exactly this code, by hash.
//!
//! [`program`] and [`module`] make the site's script: `start.js` runs the program in both products, and
//! a fresh copy of it where one crashes. That is why the program is a function.

#![forbid(unsafe_code)]

pub mod policy;

use base64ct::{Base64, Encoding};

/// What the static site consists of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'site> {
    /// Its page.
    pub page: &'site str,
    /// Its style sheet.
    pub style: &'site str,
    /// The program, as [`program`] makes it.
    pub program: &'site str,
    /// The WebAssembly module.
    pub module: &'site [u8],
}

/// A piece of text and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'text> {
    /// What stands before it.
    pub before: &'text str,
    /// The piece.
    pub found: &'text str,
    /// What stands after it.
    pub after: &'text str,
}

/// Makes the single file.
///
/// # Errors
///
/// What one file cannot hold, or what is not there, in words for those who build it.
pub fn make(parts: &Parts<'_>) -> Result<String, &'static str> {
    let script = inline_script(parts.program, parts.module)?;
    let style = inline_style(parts.style)?;
    let mut page = parts.page.to_owned();

    // What points to files beside the page goes.
    for link in ["<link rel=\"modulepreload\"", "<link rel=\"preload\"", "<link rel=\"manifest\""] {
        while let Some(Part { before, after, .. }) = cut(&page, link, ">") {
            page = [before, after].concat();
        }
    }
    let Part { before, after, .. } = cut(&page, "<link rel=\"stylesheet\"", ">")
        .ok_or("the built page has no style sheet: look at index.html")?;
    page = [before, "<style>", style, "</style>", after].concat();
    page = policy::replace(&page, &policy::of_single_file(&script, style))?;

    // A script in the head would run before the body is there; a module waits for it.
    let Part { before, after, .. } = script_of(&page)?;
    Ok([before, SCRIPT_START, &script, SCRIPT_END, after].concat())
}

/// The single file with a case in it, which it opens. The case is JSON without any `<`.
///
/// # Errors
///
/// Where the page has no body, or the case could end its element.
pub fn with_case(page: &str, case: &str) -> Result<String, &'static str> {
    if case.contains('<') {
        return Err("a case in a page must not hold `<`");
    }
    let (before, after) = page.rsplit_once("</body>").ok_or("the page has no end of its body")?;
    let start = ["<script type=\"application/json\" id=\"", CASE_ID, "\">"].concat();
    Ok([before, &start, case, SCRIPT_END, "</body>", after].concat())
}

/// The `id` of the element that holds a case.
pub const CASE_ID: &str = "case";

/// The first piece of `text` from `start` to the next `end`, both included.
#[must_use]
pub fn cut<'text>(text: &'text str, start: &str, end: &str) -> Option<Part<'text>> {
    let from = text.find(start)?;
    let inside = from + start.len();
    let to = inside + text.get(inside..)?.find(end)? + end.len();
    Some(Part { before: text.get(..from)?, found: text.get(from..to)?, after: text.get(to..)? })
}

/// The one inline script of a page: its content, and what stands around the element.
///
/// # Errors
///
/// Where there is none, or another.
pub fn script_of(page: &str) -> Result<Part<'_>, &'static str> {
    let one = cut(page, SCRIPT_START, SCRIPT_END).filter(|part| !part.after.contains("<script"));
    let part = one.ok_or("the built page has not exactly one inline script: look at Trunk.toml")?;
    let found = part.found.get(SCRIPT_START.len()..part.found.len() - SCRIPT_END.len());
    Ok(Part { found: found.unwrap_or_default(), ..part })
}

const SCRIPT_START: &str = "<script type=\"module\">";
const SCRIPT_END: &str = "</script>";

/// The source of a function that makes a program of what wasm-bindgen wrote, an ES module: each call a
/// fresh one, with `initSync` to start it and `end` to end it for good.
///
/// # Errors
///
/// What cannot stand in a function.
pub fn program(module_script: &str) -> Result<String, &'static str> {
    for import in ["from './snippets", "from \"./snippets", "import '", "import \""] {
        if module_script.contains(import) {
            return Err("the page's script imports another file, which one file cannot: remove \
                        the dependency that brings inline JavaScript (`snippets`)");
        }
    }
    let mut source = String::from("() => {\n");
    let mut views = String::new();
    let mut starts = false;
    for line in module_script.lines() {
        if line.starts_with("export {") || line.starts_with("export default") {
            starts |= line.contains("initSync");
            continue;
        }
        if let Some(view) = line.strip_prefix("let cached").and_then(|rest| rest.split(' ').next())
        {
            views = [&views, "cached", view, " = null; "].concat();
        }
        // From `file:` a browser starts classic workers only, which know no `import.meta`. What uses
        // it is not called here.
        let line = line.strip_prefix("export ").unwrap_or(line);
        source.push_str(&line.replace("import.meta.url", "location.href"));
        source.push('\n');
    }
    if source.contains("import.meta") {
        return Err("the page's script uses `import.meta`, which one file cannot");
    }
    if !starts {
        return Err(
            "the page's script exports no `initSync`: this version of wasm-bindgen writes \
                    something that crates/eku-one-file does not know",
        );
    }
    Ok([&source, BEFORE_VIEWS, &views, AFTER_VIEWS].concat())
}

/// The site's script: it exports `run`, which takes the compiled module.
#[must_use]
pub fn module(program: &str) -> String {
    [&with_start(program), "export { run };\n"].concat()
}

fn with_start(program: &str) -> String {
    let start = START.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut script = ["const program = ", program, ";\n"].concat();
    start.for_each(|line| script.extend([line, "\n"]));
    script
}

/// The program, its start, and the compiled module in base64.
fn inline_script(program: &str, module: &[u8]) -> Result<String, &'static str> {
    let script = [&with_start(program), BEFORE_MODULE].concat();
    if holds_end_tag(&script, "</script") {
        return Err("the page's script holds `</script`, which would end it early");
    }
    Ok([&script, &*Base64::encode_string(module), AFTER_MODULE].concat())
}

/// A style sheet that can stand in a page.
fn inline_style(style: &str) -> Result<&str, &'static str> {
    if holds_end_tag(style, "</style") {
        return Err("web/style.css holds `</style`, which would end it early");
    }
    let is_inside = |reference: &str| {
        let target = reference.trim_start_matches(['"', '\'', ' ']);
        target.starts_with("data:") || target.starts_with('#')
    };
    if style.contains("@import") || style.split("url(").skip(1).any(|rest| !is_inside(rest)) {
        return Err("web/style.css refers to another file, which one file cannot: write it in \
                    place");
    }
    Ok(style)
}

/// Inline text must not hold what ends it.
fn holds_end_tag(text: &str, end: &str) -> bool {
    let (text, end) = (text.as_bytes(), end.as_bytes());
    text.windows(end.len()).any(|window| window.eq_ignore_ascii_case(end))
}

const START: &str = include_str!("start.js");

/// To end a program overwrites its memory and lets go of it. What still calls it, such as a listener
/// of the window, does nothing any more.
const BEFORE_VIEWS: &str = "const end = () => {
  new Uint8Array(wasm.memory.buffer).fill(0);
  wasm = new Proxy(() => {}, { get: () => wasm, apply: () => undefined });
  wasmInstance = undefined;
  ";

const AFTER_VIEWS: &str = "
};
return { initSync, end };
}";

const BEFORE_MODULE: &str = "const encoded = '";

const AFTER_MODULE: &str = "';
try {
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  run(await WebAssembly.compile(bytes), {});
} catch (error) {
  document.getElementById('app')?.append(`The page could not start: ${error.message}. This browser may be too old for WebAssembly.`);
  throw error;
}
";

#[cfg(test)]
mod tests {
    use super::{Parts, make, module, program, script_of, with_case};

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="./style-1.css" integrity="sha384-x"/>
<link rel="modulepreload" href="./page-1.js" crossorigin="anonymous">
<link rel="preload" href="./page-1_bg.wasm" as="fetch" type="application/wasm">
<link rel="manifest" href="./manifest.json">
<script type="module">
await import('./page-1.js');
</script></head><body><div id="app"></div></body></html>"#;

    const SCRIPT: &str = "export function greet() {}\nfunction initSync() {}\n\
                          export { initSync, __wbg_init as default };\n";

    fn made(style: &str, script: &str) -> Result<String, &'static str> {
        make(&Parts { page: PAGE, style, program: &program(script)?, module: b"\0asm" })
    }

    #[test]
    fn everything_is_written_in_place_and_nothing_points_outside() {
        let page = made("p { color: red }", SCRIPT).unwrap();
        for inside in ["p { color: red }", "function greet() {}", "AGFzbQ==", "connect-src 'none'"]
        {
            assert!(page.contains(inside), "{inside} is missing in:\n{page}");
        }
        for outside in ["<link", "href=", "import(", "export ", "default-src 'self'"] {
            assert!(!page.contains(outside), "{outside} is left in:\n{page}");
        }
    }

    #[test]
    fn a_program_is_a_function_that_lets_go_of_all_its_views_of_memory() {
        let script =
            format!("let cachedUint8ArrayMemory0 = null;\nlet cachedText = new X();\n{SCRIPT}");
        let program = program(&script).unwrap();
        assert!(program.starts_with("() => {\n") && program.ends_with("}"), "{program}");
        assert!(
            program.contains("cachedUint8ArrayMemory0 = null; cachedText = null; "),
            "{program}"
        );
        let module = module(&program);
        assert!(
            module.starts_with("const program = () => {") && module.ends_with("export { run };\n")
        );
        assert!(!module.contains("\n  // "), "{module}");
    }

    #[test]
    fn what_one_file_cannot_hold_is_refused() {
        let snippet = format!("import {{ a }} from './snippets/a.js';\n{SCRIPT}");
        for (style, script, word) in [
            ("", snippet.as_str(), "snippets"),
            ("", "function nothing() {}", "initSync"),
            ("p { background: url(far.png) }", SCRIPT, "style.css"),
            ("@import 'far.css';", SCRIPT, "style.css"),
            ("/* </STYLE> */", SCRIPT, "</style"),
            ("", &format!("// </Script>\n{SCRIPT}"), "</script"),
        ] {
            let message = made(style, script).unwrap_err();
            assert!(message.contains(word), "{message}");
        }
        assert!(made("p { background: url(\"data:image/png,\") }", SCRIPT).is_ok());
    }

    #[test]
    fn a_case_stands_at_the_end_of_the_body() {
        let page = made("", SCRIPT).unwrap();
        let with = with_case(&page, "{}").unwrap();
        let end = "<script type=\"application/json\" id=\"case\">{}</script></body></html>";
        assert!(with.ends_with(end), "{with}");
        assert!(with_case(&page, "\"</script>\"").is_err());
        assert!(with_case("no page", "{}").is_err());
    }

    #[test]
    fn the_script_is_found_without_its_element() {
        let page = "<head><script type=\"module\">start()</script></head><body></body>";
        let part = script_of(page).unwrap();
        assert_eq!(part.found, "start()");
        assert_eq!([part.before, part.after].concat(), "<head></head><body></body>");
    }

    #[test]
    fn no_script_or_two_are_an_error() {
        let one = "<script type=\"module\">start()</script>";
        for page in [String::new(), format!("{one}{one}"), format!("{one}<script src=\"a\">")] {
            assert!(script_of(&page).is_err(), "{page}");
        }
    }
}
