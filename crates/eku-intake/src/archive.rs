//! Archives of archives: streamed, bounded.
