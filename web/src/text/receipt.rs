//! What is said of the files that were read last.

use eku_engine::disguise;

use crate::names::LONGEST_FILE_NAME;
use crate::state::Receipt;
use crate::text::PASTED;

/// All of it, in one or two sentences.
#[must_use]
pub fn sentence(receipt: &Receipt) -> String {
    let Receipt { taken, into, waiting, already, refused } = receipt;
    let mut said = Vec::new();
    if *taken > 0 {
        let into = if into.is_empty() { String::new() } else { format!(": {}", into.join(", ")) };
        said.push(format!("{} read{into}.", files(*taken)));
    }
    match *waiting {
        0 => {}
        1 if *taken == 1 => said.push("Choose a store for the file.".to_owned()),
        count if count == *taken => said.push("Choose a store for each.".to_owned()),
        1 => said.push("Choose a store for 1 of the files.".to_owned()),
        count => said.push(format!("Choose a store for {count} of the files.")),
    }
    match already.as_slice() {
        [] => {}
        all @ ([_] | [_, _]) => {
            for (name, place) in all {
                let name = disguise::cut(name, LONGEST_FILE_NAME);
                let name = if name == PASTED { "The pasted text" } else { &name };
                said.push(format!("{name} is already {place}."));
            }
        }
        all => said.push(format!("{} were already added.", files(all.len()))),
    }
    match refused {
        0 => {}
        1 => said.push("1 file could not be read.".to_owned()),
        count => said.push(format!("{count} files could not be read.")),
    }
    if *taken == 0 && *refused == 0 {
        said.push("Nothing changed.".to_owned());
    }
    said.join(" ")
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_receipt_says_what_went_where() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let pairs = |names: &[(&str, &str)]| {
            names.iter().map(|(name, place)| ((*name).to_owned(), (*place).to_owned())).collect()
        };
        for (taken, into, waiting, already, refused, expected) in [
            (
                2,
                names(&["Core server", "Edge server"]),
                0,
                pairs(&[]),
                0,
                "2 files read: Core server, Edge server.",
            ),
            (
                2,
                names(&["Core server"]),
                1,
                pairs(&[]),
                1,
                "2 files read: Core server. Choose a store for 1 of the files. 1 file could not be read.",
            ),
            (1, names(&[]), 1, pairs(&[]), 0, "1 file read. Choose a store for the file."),
            (2, names(&[]), 2, pairs(&[]), 0, "2 files read. Choose a store for each."),
            (
                0,
                names(&[]),
                0,
                pairs(&[("a.pem", "in Core's server store")]),
                0,
                "a.pem is already in Core's server store. Nothing changed.",
            ),
            (
                1,
                names(&["Core client"]),
                0,
                pairs(&[("a.pem", "in Core's server store")]),
                0,
                "1 file read: Core client. a.pem is already in Core's server store.",
            ),
            (
                0,
                names(&[]),
                0,
                pairs(&[("a", ""), ("b", ""), ("c", "")]),
                0,
                "3 files were already added. Nothing changed.",
            ),
            (
                0,
                names(&[]),
                0,
                pairs(&[("a.pem", "in Core's server store")]),
                2,
                "a.pem is already in Core's server store. 2 files could not be read.",
            ),
        ] {
            let receipt = Receipt { taken, into, waiting, already, refused };
            assert_eq!(sentence(&receipt), expected);
        }
    }
}
