//! What is no case, or not one any more, is refused in one message.

use super::*;

/// What a text is refused with: the place, what is wrong, and what to do.
fn refused(text: &str) -> (String, String, String) {
    let problems = read("a.json", text.as_bytes()).unwrap_err();
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!((problem.file.as_str(), problem.count), ("a.json", 1));
    (problem.place.clone(), problem.what.clone(), problem.remedy.clone())
}

const DAMAGED: &str = "save the case again in the tool, or undo the change to the file";
const NEWER: &str =
    "open it with the version that saved it or a newer one, or undo the change to the file";

#[test]
fn only_an_object_that_names_a_schema_of_this_program_early_is_a_case() {
    let late = format!("{{{}\"schema\": \"eku/case/2\"}}", " ".repeat(4096));
    for (text, expected) in [
        (r#"{"schema": "eku/case/2"}"#, true),
        (r#"{"schema": "eku/check/1"}"#, true),
        ("\u{feff} \n{\"schema\": \"eku/case/1\"}", true),
        (&late, false),
        (r#"{"schema": "other/1"}"#, false),
        (r#"["eku/case/2"]"#, false),
        (r"{}", false),
        ("", false),
    ] {
        assert_eq!(is_case(text.as_bytes()), expected, "{text:.40}");
    }
}

#[test]
fn nothing_larger_than_16_mib_is_read() {
    let mut text = "x".repeat(LARGEST);
    assert_eq!(refused(&text).1, "is a damaged case: expected value");
    text.push('x');
    let what = "is larger than 16 MiB and cannot be a case";
    assert_eq!(refused(&text), (String::new(), what.into(), DAMAGED.into()));
}

#[test]
fn a_mark_before_the_text_is_no_damage() {
    let text = format!("\u{feff}\n{}", case_with(json!({"program": "1"})));
    assert_eq!(read("a.json", text.as_bytes()).unwrap().program, "1");
}

#[test]
fn bytes_that_are_no_text_are_refused_where_they_stand() {
    let problems = read("a.json", b"{\"schema\": \"\xff\"}").unwrap_err();
    assert_eq!((&*problems[0].place, &*problems[0].what), ("byte 12", "is not UTF-8 text"));
}

#[test]
fn another_schema_says_what_the_file_is() {
    let text = case_with(json!({"schema": "eku/case/3"})).to_string();
    let what = "is \"eku/case/3\", not \"eku/case/2\"";
    assert_eq!(refused(&text), ("schema".into(), what.into(), NEWER.into()));
    // What a report holds under the names of a case is not looked at.
    let report = json!({
        "schema": "eku/check/1",
        "connections": [{"because": [{"certificate": "core.client"}]}],
    });
    let what = "is a report of this tool";
    let remedy = "open the saved case instead, or add the certificates, because a report does not contain them";
    assert_eq!(refused(&report.to_string()), ("schema".into(), what.into(), remedy.into()));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (keys, place, what, remedy) in [
        (json!({"core": null}), "", "is a damaged case: missing field `core`", "add it"),
        (json!({"schema": null}), "", "is a damaged case: missing field `schema`", "add it"),
        (
            json!({"edge": {"eku_check": "of"}}),
            "edge.eku_check",
            "is a damaged case: unknown variant `of`",
            "use `on` or `off`",
        ),
        (json!({"new": true}), "new", "has a key that this version does not know", NEWER),
        (
            json!({"core": {"server_certificate": 7}}),
            "core.server_certificate",
            "is a damaged case: invalid type: integer `7`",
            "use PEM or a file",
        ),
        (
            json!({"core": {"trusted_cas": [file("a.pem", ROOT), "text"]}}),
            "core.trusted_cas[1]",
            "contains no certificate",
            DAMAGED,
        ),
        (
            json!({"core": {"release": "X155"}}),
            "core.release",
            "release \"X155\" is not a release such as X15.5",
            "write a release such as X15.5",
        ),
    ] {
        let text = case_with(keys.clone()).to_string();
        assert_eq!(refused(&text), (place.into(), what.into(), remedy.into()), "{keys}");
    }
}

#[test]
fn json_that_is_damaged_is_told_with_its_line() {
    for (text, place, what) in [
        ("{\"a\": 1,\n \"a\": 2}", "line 2, column 4", "a key appears twice in one object"),
        ("{\"a\": [1,\n -2]}", "line 2, column 3", "integer `-2`, expected a value of a case"),
        ("{\n\"a\": tru", "line 2, column 8", "EOF while parsing a value"),
        ("{} {}", "line 1, column 4", "trailing characters"),
    ] {
        let (found, told, remedy) = refused(text);
        assert_eq!((found.as_str(), remedy.as_str()), (place, DAMAGED), "{text}");
        assert!(told.starts_with("is a damaged case: ") && told.ends_with(what), "{told}");
    }
}

#[test]
fn an_object_has_no_more_keys_than_one_of_a_case() {
    let object = |count: usize| {
        let keys = (0..count).map(|key| format!("\"{key}\":0"));
        format!("{{{}}}", keys.collect::<Vec<_>>().join(","))
    };
    assert_eq!(refused(&object(64)).1, "has a key that this version does not know");
    let what = "is a damaged case: an object has too many keys";
    assert_eq!(refused(&object(65)).1, what);
}

#[test]
fn a_private_key_is_refused_where_it_stands() {
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK+0PqjHQu8UKZ9BXG1Xb\n\
               -----END PRIVATE KEY-----\n";
    let what = "contains a private key, which was discarded";
    let remedy = "remove the key from the file";
    let problem = json!({"file": key, "what": "", "where": "", "do": "", "count": 1});
    for (keys, place) in [
        (json!({"program": key}), "program"),
        (json!({"edge": {"client_certificate": key}}), "edge.client_certificate"),
        (json!({"problems": [problem]}), "problems[0].file"),
    ] {
        let case = case_with(keys);
        for text in [case.to_string(), serde_json::to_string_pretty(&case).unwrap()] {
            assert_eq!(refused(&text), (place.into(), what.into(), remedy.into()), "{place}");
        }
    }
}
