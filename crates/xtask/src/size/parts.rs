//! What each part of the program adds to the page: the functions of the module, told apart by the
//! crates in their names, each part compressed alone.
//!
//! Entry point: [`of_module`]. The names are in what wasm-bindgen left; it is optimized once more
//! as the bundler did, with its names kept. A part compressed alone is a little larger than what
//! it adds to the whole, as it shares less.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{Name, NameSectionReader, Parser, Payload, TypeRef};

use crate::error::{Error, Outcome};

/// A part: what it is called, and the crates that make it.
struct Part {
    name: &'static str,
    crates: &'static [&'static str],
}

/// The parts of the program. A function belongs to the first part that has a crate in its name:
/// code that is made for the page's types is the page's, whoever wrote it.
const PARTS: &[Part] = &[
    Part { name: "page", crates: &["eku_web"] },
    Part {
        name: "reading archives, dumps, logs and captures",
        crates: &["eku_intake", "etherparse", "flate2", "memchr", "miniz_oxide", "postcard"],
    },
    Part {
        name: "signatures",
        crates: &[
            "crypto_bigint",
            "curve25519_dalek",
            "ecdsa",
            "ed25519_dalek",
            "elliptic_curve",
            "p256",
            "p384",
            "p521",
            "primeorder",
            "rsa",
            "sha1",
            "sha2",
            "signature",
        ],
    },
    Part { name: "engine", crates: &["eku_engine"] },
    Part {
        name: "DER, PEM and X.509",
        crates: &["base64ct", "const_oid", "der", "pem_rfc7468", "spki", "x509_cert"],
    },
    Part { name: "Yew", crates: &["yew", "implicit_clone", "indexmap", "hashbrown"] },
    Part {
        name: "browser interface",
        crates: &["gloo_events", "gloo_timers", "js_sys", "wasm_bindgen", "web_sys"],
    },
    Part { name: "standard library", crates: &["alloc", "core", "std"] },
];

/// What belongs to no part.
const REST: &str = "other functions";

/// The bytes of a module, by part: the functions, and everything that is no function.
pub(super) fn of_module(module: &[u8]) -> Outcome<Vec<(&'static str, Vec<u8>)>> {
    let unreadable = |cause| Error::new(format!("the optimized module cannot be read: {cause}"));
    let (mut imported, mut bodies, mut data) = (0, Vec::new(), Vec::new());
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(unreadable)? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(unreadable)?;
                    imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            Payload::DataSection(section) => {
                let (from, to) = (section.range().start, section.range().end);
                let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
                data.extend_from_slice(
                    range.and_then(|(from, to)| module.get(from..to)).unwrap_or_default(),
                );
            }
            Payload::CustomSection(section) if section.name() == "name" => {
                let reader = wasmparser::BinaryReader::new(section.data(), 0);
                for subsection in NameSectionReader::new(reader) {
                    if let Name::Function(functions) = subsection.map_err(unreadable)? {
                        for function in functions {
                            let function = function.map_err(unreadable)?;
                            names.insert(function.index, function.name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut parts: Vec<(&str, Vec<u8>)> =
        PARTS.iter().map(|part| part.name).chain([REST]).map(|name| (name, Vec::new())).collect();
    for (index, body) in (imported..).zip(bodies) {
        let name = names.get(&index).copied().unwrap_or_default();
        let part = part_of(&without_hashes(name));
        if let Some((_, bytes)) = parts.iter_mut().find(|(name, _)| *name == part) {
            bytes.extend_from_slice(body);
        }
    }
    parts.push(("texts, tables and examples", data));
    Ok(parts)
}

/// The part to which a function of this name belongs.
fn part_of(function: &str) -> &'static str {
    let crates: BTreeSet<&str> = function
        .split("::")
        .map(|before| before.rsplit(|letter: char| !is_of_a_name(letter)).next().unwrap_or(before))
        .collect();
    // The engine's own module is a part with the crates that it calls.
    if function.contains("eku_engine::signature") {
        return "signatures";
    }
    PARTS
        .iter()
        .find(|part| part.crates.iter().any(|name| crates.contains(name)))
        .map_or(REST, |part| part.name)
}

/// A name without the hashes in brackets by which the compiler tells versions of a crate apart.
fn without_hashes(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        shown.push_str(before);
        let hash = after.split_once(']').filter(|(hash, _)| {
            (8..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        match hash {
            Some((_, after)) => rest = after,
            None => {
                shown.push('[');
                rest = after;
            }
        }
    }
    shown + rest
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::{REST, part_of, without_hashes};

    #[test]
    fn hashes_of_crates_go_and_slices_stay() {
        assert_eq!(without_hashes("<[eku[8d348507ee8eb0d5]::A]>::b[é"), "<[eku::A]>::b[é");
    }

    #[test]
    fn a_function_belongs_to_the_part_that_it_was_made_for() {
        for (function, expected) in [
            ("eku_engine::verdict::judge", "engine"),
            ("eku_engine::signature::verify", "signatures"),
            ("<p256::arithmetic::scalar::Scalar as core::ops::arith::Mul>::mul", "signatures"),
            ("<yew::html::CompStateInner<eku_web::app::App> as yew::html::Stateful>::view", "page"),
            ("<yew::virtual_dom::vnode::VNode as yew::dom_bundle::Reconcilable>::reconcile", "Yew"),
            ("core::slice::sort::stable::sort::<eku_engine::plan::Action>", "engine"),
            ("alloc::raw_vec::finish_grow", "standard library"),
            (
                "<der::reader::slice::SliceReader as der::reader::Reader>::read",
                "DER, PEM and X.509",
            ),
            ("start", REST),
            ("", REST),
        ] {
            assert_eq!(part_of(function), expected, "{function}");
        }
    }
}
