//! The parts of the page, each small; what they show comes in by properties.

pub mod alert;
pub mod answer;
pub mod ca_list;
pub mod certificate;
pub mod choice;
pub mod cluster;
pub mod colophon;
pub mod command;
pub mod connections;
pub mod deployment;
pub mod far_end;
pub mod far_ends;
pub mod intake;
pub mod mark;
pub mod masthead;
pub mod mover;
pub mod node;
pub mod not_checked;
pub mod peer;
pub mod plans;
pub mod reasons;
pub mod services;
pub mod store;
pub mod trust;
pub mod unplaced;
pub mod welcome;
