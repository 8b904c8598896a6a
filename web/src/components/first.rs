//! Long lists: the first of them are drawn, and the rest is counted. What is drawn is bounded, whatever
//! was given.
//!
//! Entry points: [`first`], [`worst`] for what has a verdict, [`use_cards`] for what grows into sight, and [`rest`].

use eku_engine::report::Verdict;
use yew::prelude::*;

use crate::stages::use_growing;
use crate::text;

/// How many entries of a list are drawn that have several lines and controls: more than fifty far ends
/// bring.
pub const MOST_CARDS: usize = 150;

/// How many are drawn within such an entry; and of entries of which there are too many to draw: nobody
/// reads them through, and to draw them takes time.
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
    let all = Vec::from_iter(all);
    let drawn = drawn(all.len(), most);
    let beyond = all.len() - drawn;
    html! { <>{ for all.into_iter().take(drawn).map(draw) }{ rest(beyond, within) }</> }
}

/// How many of so many entries are drawn.
#[must_use]
pub fn drawn(all: usize, most: usize) -> usize {
    if all <= most { all } else { most.min(MOST_INSIDE) }
}

/// How many cards of so many [`first`] is given, and whether more come in further frames.
#[hook]
pub fn use_cards(all: usize, in_sight: bool) -> (usize, bool) {
    let most = drawn(all, MOST_CARDS);
    let grown = use_growing(most, in_sight);
    let is_growing = in_sight && grown < most;
    (if is_growing { grown } else { all }, is_growing)
}

/// Which entries are drawn of a list that has verdicts: all, or those that fail before those that are
/// undecided before those that work; in the list's order.
#[must_use]
pub fn worst(verdicts: impl Iterator<Item = Verdict>, most: usize) -> Vec<usize> {
    let mut indices = Vec::from_iter(verdicts.enumerate());
    let drawn = drawn(indices.len(), most);
    if indices.len() > drawn {
        indices.sort_by_key(|(_, verdict)| std::cmp::Reverse(*verdict));
        indices.truncate(drawn);
    }
    let mut indices = Vec::from_iter(indices.into_iter().map(|(index, _)| index));
    indices.sort_unstable();
    indices
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
    fn a_list_is_drawn_whole_or_in_its_beginning() {
        for (all, most, expected) in [(0, 5, 0), (150, 150, 150), (151, 150, 20), (9, 8, 8)] {
            assert_eq!(drawn(all, most), expected, "{all} of {most}");
        }
    }

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
