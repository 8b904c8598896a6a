//! Long lists: the first of them are drawn, and the rest is counted. What is drawn is bounded, whatever
//! was given.
//!
//! Entry points: [`first`], [`worst`] for what has a verdict, and [`rest`].

use eku_engine::report::Verdict;
use yew::prelude::*;

use crate::text;

/// How many entries of a list are drawn that have several lines and controls: more than fifty far ends
/// bring.
pub const MOST_CARDS: usize = 150;

/// How many are drawn within such an entry.
pub const MOST_INSIDE: usize = 20;

/// How many are drawn that have one line each.
pub const MOST_LINES: usize = 1_000;

/// What the entries stand in.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    /// A list.
    List,
    /// A table of so many columns.
    Table(usize),
    /// Anything else.
    Block,
}

/// The first of a list, and how many more there are.
pub fn first<T>(
    all: impl IntoIterator<Item = T>,
    most: usize,
    within: Within,
    draw: impl FnMut(T) -> Html,
) -> Html {
    let mut all = all.into_iter();
    let drawn = Vec::from_iter(all.by_ref().take(most).map(draw));
    html! { <>{ for drawn }{ rest(all.count(), within) }</> }
}

/// Which entries are drawn of a list that has verdicts: all, or those that fail before those that are
/// undecided before those that work; in the list's order.
#[must_use]
pub fn worst(verdicts: impl Iterator<Item = Verdict>, most: usize) -> Vec<usize> {
    let mut places = Vec::from_iter(verdicts.enumerate());
    if places.len() > most {
        places.sort_by_key(|(_, verdict)| std::cmp::Reverse(*verdict));
        places.truncate(most);
    }
    let mut places = Vec::from_iter(places.into_iter().map(|(place, _)| place));
    places.sort_unstable();
    places
}

/// That so many more are not drawn; nothing where all are.
pub fn rest(count: usize, within: Within) -> Html {
    if count == 0 {
        return Html::default();
    }
    let words = text::not_drawn(count);
    let not_drawn = count.to_string();
    match within {
        Within::List => html! { <li class="not-drawn" data-not-drawn={not_drawn}>{ words }</li> },
        Within::Block => html! { <p class="not-drawn" data-not-drawn={not_drawn}>{ words }</p> },
        Within::Table(columns) => html! {
            <tr class="not-drawn" data-not-drawn={not_drawn}>
                <td colspan={columns.to_string()}>{ words }</td>
            </tr>
        },
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_fails_is_drawn_before_what_works_and_in_the_order_of_the_list() {
        use Verdict::{Fails, Undecided, Works};
        let verdicts = [Works, Fails, Works, Undecided, Fails];
        for (most, expected) in
            [(5, &[0, 1, 2, 3, 4][..]), (4, &[0, 1, 3, 4]), (3, &[1, 3, 4]), (1, &[1]), (0, &[])]
        {
            assert_eq!(worst(verdicts.into_iter(), most), expected, "{most}");
        }
    }
}
