//! The pieces of one file, worked on side by side.
//!
//! A piece is parsed by whoever takes it. Then it waits for what is known of the pieces before it,
//! counts itself in and hands that on; after that it makes its lines. So every certificate gets the
//! place that it has in the file, whoever works on it.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use zeroize::Zeroizing;

use super::cut::Pieces;
use super::{Made, Named, Part, Reading, Sink, parsed};

/// A piece of a file for any worker.
pub(in crate::audit) struct SharedPart {
    bytes: Zeroizing<Vec<u8>>,
    lines_before: usize,
    is_cut: bool,
    before: Receiver<Reading>,
    after: SyncSender<Reading>,
    made: SyncSender<Part>,
}

/// Whoever helps with pieces.
pub(in crate::audit) trait Helpers {
    /// Gives a piece away; works on others while there is no room.
    fn give(&self, part: SharedPart);
    /// Works on a piece that waits; whether there was one.
    fn help(&self) -> bool;
}

/// Works on a piece.
pub(in crate::audit) fn work_on(part: SharedPart) {
    let SharedPart { bytes, lines_before, is_cut, before, after, made } = part;
    let bundle = parsed(&bytes);
    drop(bytes);
    let named = Named::of(&bundle.certificates);
    // Nothing comes where the work was given up.
    let Ok(mut reading) = before.recv() else { return };
    let taken = reading.take(bundle, lines_before, is_cut);
    let above = reading.authorities.take(named);
    let (name, format, options) = (reading.name.clone(), reading.format, reading.options);
    // Nobody asks any more where the work was given up.
    let _ = after.send(reading);
    let _ = made.send(taken.part(&name, &above, format, options));
}

/// Gives the parts of a file; the error where it cannot be read to its end.
pub(super) fn pieces(
    mut reading: Reading,
    mut pieces: Pieces<impl Read>,
    helpers: &dyn Helpers,
    give: &mut Sink<'_>,
) -> ControlFlow<(), (Reading, Option<io::Error>)> {
    if !pieces.are_many() {
        let error = reading.pieces(pieces, give)?;
        return ControlFlow::Continue((reading, error));
    }
    let (first, mut before) = sync_channel(1);
    // The channel holds one, and its other end is here.
    let _ = first.send(reading);
    let error = loop {
        let piece = match pieces.next() {
            Ok(Some(piece)) => piece,
            Ok(None) => break None,
            Err(error) => break Some(error),
        };
        let (made, later) = sync_channel(1);
        let (after, next) = sync_channel(1);
        helpers.give(SharedPart {
            bytes: Zeroizing::new(piece.bytes.to_vec()),
            lines_before: piece.lines_before,
            is_cut: piece.is_cut,
            before: std::mem::replace(&mut before, next),
            after,
            made,
        });
        give(Made::Later(later))?;
    };
    loop {
        if let Ok(reading) = before.try_recv() {
            return ControlFlow::Continue((reading, error));
        }
        if !helpers.help() {
            // All pieces of the file are being worked on.
            return match before.recv() {
                Ok(reading) => ControlFlow::Continue((reading, error)),
                Err(_) => ControlFlow::Break(()),
            };
        }
    }
}
