//! The parts of the page, each small; what they show comes in by properties.

pub mod advisories;
pub mod alert;
pub mod answer;
pub mod certificate;
pub mod colophon;
pub mod command;
pub mod connections;
pub mod deployment;
pub mod forecast;
pub mod intake;
pub mod mark;
pub mod masthead;
pub mod node;
pub mod not_checked;
pub mod plans;
pub mod reasons;
pub mod services;
pub mod store;
pub mod trust;
pub mod unplaced;
pub mod upgrade;
pub mod upload;
pub mod welcome;
