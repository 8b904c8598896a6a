//! Releases that no document describes, in words.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::deployment::{Known, NodeName, Release};

/// That nodes are judged by what another release has; empty where documents describe theirs.
pub(super) fn caution(nodes: &[(NodeName, Release)]) -> String {
    let sentences = match nodes {
        [(_, core), (_, edge)] if core == edge => {
            Vec::from_iter(sentence("Core and Edge run", "They are", *core))
        }
        _ => Vec::from_iter(nodes.iter().filter_map(|(node, release)| {
            let node = node.title();
            sentence(&format!("{node} runs"), &format!("{node} is"), *release)
        })),
    };
    sentences.join(" ")
}

fn sentence(run: &str, are: &str, release: Release) -> Option<String> {
    let age = match release.known() {
        Known::Documented => return None,
        Known::Newer => "newer",
        Known::Older => "older",
    };
    let group = release.capabilities().name;
    Some(format!(
        "{run} {release}, which is {age} than any release that this tool knows. {are} checked as \
         {group}."
    ))
}
