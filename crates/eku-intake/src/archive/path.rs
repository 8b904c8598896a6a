//! Names inside archives.

use eku_engine::secret;

use super::Reason;
use crate::name;

/// The path of a member: the container's, `!`, and the member's name with `/` between its parts.
/// As other programs do, leading slashes and `.` are left out, and nothing of what may be a private
/// key is shown. A name that leads out of the archive, or that makes the path too long, gives the
/// reason instead; what is written out in it does not make it longer.
pub(super) fn join(container: &str, name: &[u8], most: usize) -> Result<String, (String, Reason)> {
    let (start, cut) = name.split_at_checked(most).unwrap_or((name, &[]));
    let mut path = String::from(container);
    path.push(name::MEMBER);
    let mut length = path.len();
    let mut leads_out = false;
    let mut first = true;
    let parts = start.split(|byte| matches!(byte, b'/' | b'\\'));
    for part in parts.filter(|part| !matches!(*part, b"" | b".")) {
        let is_drive = first && matches!(part, [b'a'..=b'z' | b'A'..=b'Z', b':', ..]);
        leads_out |= part == b".." || is_drive;
        if !first {
            path.push('/');
        }
        length += part.len() + usize::from(!first);
        first = false;
        path.push_str(&name::as_text(part));
    }
    let path = secret::shown(&path).into_owned();
    if leads_out {
        Err((path, Reason::NameLeadsOut))
    } else if !cut.is_empty() || length > most {
        Err((path, Reason::PathTooLong))
    } else {
        Ok(path)
    }
}

/// A path as it is shown: at most so long, the end kept.
pub(super) fn shown(path: &str) -> String {
    let over = path.chars().count().saturating_sub(LONGEST_SHOWN);
    if over == 0 {
        return path.into();
    }
    let mut shown = String::from("...");
    shown.extend(path.chars().skip(over));
    shown
}

const LONGEST_SHOWN: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_archive() {
        for (name, expected) in [
            ("a/b.pem", Ok("x!a/b.pem")),
            ("./a//b.pem", Ok("x!a/b.pem")),
            ("/tmp/b.pem", Ok("x!tmp/b.pem")),
            ("a\\b.pem", Ok("x!a/b.pem")),
            ("..data/b", Ok("x!..data/b")),
            ("a\nb", Ok("x!a\\x0ab")),
            ("", Ok("x!")),
            ("../b.pem", Err(Reason::NameLeadsOut)),
            ("a/../../b.pem", Err(Reason::NameLeadsOut)),
            ("a\\..\\b.pem", Err(Reason::NameLeadsOut)),
            ("C:\\b.pem", Err(Reason::NameLeadsOut)),
            ("a-name-that-is-longer-than-it-may-be", Err(Reason::PathTooLong)),
        ] {
            let joined = join("x", name.as_bytes(), 24);
            let joined = joined.as_deref().map_err(|(_, reason)| reason.clone());
            assert_eq!(joined, expected, "{name}");
        }
    }
}
