//! SPDX licence expressions: whether one lets itself be satisfied.

/// Whether `expression` can be satisfied with licences that `allows` allows. `MIT/Apache-2.0`, as it
/// was once written, is `MIT OR Apache-2.0`. `None` where it is no expression.
pub(super) fn is_satisfied(expression: &str, allows: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { words: &words, allows };
    let satisfied = parser.alternatives()?;
    parser.words.is_empty().then_some(satisfied)
}

struct Parser<'w> {
    words: &'w [&'w str],
    allows: &'w dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Option<bool> {
        let mut satisfied = self.together()?;
        while self.takes("OR") {
            // Not the lazy operator: the rest has to be read as well.
            satisfied |= self.together()?;
        }
        Some(satisfied)
    }

    fn together(&mut self) -> Option<bool> {
        let mut satisfied = self.one()?;
        while self.takes("AND") {
            satisfied &= self.one()?;
        }
        Some(satisfied)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let satisfied = self.alternatives()?;
            return self.takes(")").then_some(satisfied);
        }
        let (licence, rest) = self.words.split_first()?;
        if ["OR", "AND", "WITH", "(", ")"].contains(licence) {
            return None;
        }
        self.words = rest;
        if self.takes("WITH") {
            let (exception, rest) = self.words.split_first()?;
            self.words = rest;
            return Some((self.allows)(&format!("{licence} WITH {exception}")));
        }
        Some((self.allows)(licence))
    }

    fn takes(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_satisfied;

    #[test]
    fn an_expression_is_satisfied_by_what_is_allowed() {
        let allows = |licence: &str| ["MIT", "A WITH e", "ISC"].contains(&licence);
        for (expression, expected) in [
            ("MIT", Some(true)),
            ("GPL-3.0", Some(false)),
            ("GPL-3.0 OR MIT", Some(true)),
            ("GPL-3.0/MIT", Some(true)),
            ("MIT AND GPL-3.0", Some(false)),
            ("MIT AND ISC", Some(true)),
            ("(MIT OR GPL-3.0) AND ISC", Some(true)),
            ("MIT OR GPL-3.0 AND GPL-2.0", Some(true)),
            ("(MIT OR GPL-3.0) AND GPL-2.0", Some(false)),
            ("A WITH e", Some(true)),
            ("A", Some(false)),
            ("A WITH other", Some(false)),
            ("", None),
            ("MIT OR", None),
            ("(MIT", None),
            ("MIT ISC", None),
            ("WITH e", None),
        ] {
            assert_eq!(is_satisfied(expression, &allows), expected, "{expression}");
        }
    }
}
