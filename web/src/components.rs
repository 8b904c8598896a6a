//! The parts of the page, each small; what they show comes in by properties.

pub mod alert;
pub mod answer;
pub mod certificate;
pub mod colophon;
pub mod command;
pub mod connections;
pub mod deployment;
pub mod intake;
pub mod mark;
pub mod masthead;
pub mod node;
pub mod not_checked;
pub mod picture;
pub mod plans;
pub mod reasons;
pub mod services;
pub mod store;
pub mod take_away;
pub mod timeline;
pub mod trust;
pub mod unplaced;
pub mod welcome;
