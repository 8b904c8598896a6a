//! The scripts that matter where letters are mistaken for others, by blocks of Unicode.

/// A script whose letters are named where they are mistaken for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Armenian.
    Armenian,
    /// Cherokee.
    Cherokee,
    /// Coptic.
    Coptic,
    /// Hebrew.
    Hebrew,
    /// Arabic.
    Arabic,
    /// Any other, and what belongs to none.
    Other,
}

impl Script {
    /// The script of a letter, where it is one of those that have a name here.
    #[must_use]
    pub fn of(letter: char) -> Option<Self> {
        Some(match letter {
            // Coptic letters stand in the Greek block.
            '\u{3e2}'..='\u{3ef}' | '\u{2c80}'..='\u{2cff}' => Self::Coptic,
            '\u{370}'..='\u{3ff}' | '\u{1d26}'..='\u{1d2a}' | '\u{1f00}'..='\u{1fff}' => {
                Self::Greek
            }
            '\u{400}'..='\u{52f}'
            | '\u{1c80}'..='\u{1c8f}'
            | '\u{2de0}'..='\u{2dff}'
            | '\u{a640}'..='\u{a69f}' => Self::Cyrillic,
            '\u{531}'..='\u{58f}' => Self::Armenian,
            '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Self::Cherokee,
            '\u{591}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' => Self::Arabic,
            _ => return None,
        })
    }

    /// Whether many of its letters look like Latin ones, so that no honest word has both.
    #[must_use]
    pub const fn resembles_latin(self) -> bool {
        matches!(
            self,
            Self::Greek | Self::Cyrillic | Self::Armenian | Self::Cherokee | Self::Coptic
        )
    }
}

/// Whether a character is read from right to left: the blocks that Unicode sets apart for such
/// scripts (Unicode Standard Annex 9, table 4; `DerivedBidiClass.txt`).
#[must_use]
pub fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
