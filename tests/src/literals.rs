//! The texts in source code.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Hands on what each text literal says: none of a test, none of documentation. A placeholder is one word.
pub fn literals(tokens: TokenStream, add: &mut impl FnMut(String)) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // An attribute; what it is about where it is a test's.
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(TokenTree::Punct(_)) = tokens.peek() {
                    tokens.next();
                }
                let attribute = tokens.next().map(|token| token.to_string()).unwrap_or_default();
                if attribute.replace(' ', "").contains("cfg(test)") {
                    let body = |token: &TokenTree| match token {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(punct) => punct.as_char() == ';',
                        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
                    };
                    let _test = tokens.find(body);
                }
            }
            TokenTree::Group(group) => literals(group.stream(), add),
            TokenTree::Literal(literal) => {
                if let Some(text) = text_of(&literal.to_string()) {
                    add(text);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// What a literal says, if it is a text.
fn text_of(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                'n' => text.push('\n'),
                '\n' => while letters.next_if(|letter| letter.is_whitespace()).is_some() {},
                'u' => {
                    let _code = letters.find(|letter| *letter == '}');
                    text.push('-');
                }
                escaped => text.push(escaped),
            },
            '{' => {
                let _name = letters.find(|letter| *letter == '}');
                text.push('X');
            }
            letter => text.push(letter),
        }
    }
    Some(text)
}
