//! The page: drop the certificates of an Expressway deployment, read which services work.
//!
//! [`app::App`] draws; [`state`] holds what is known and how it changes; [`read`] turns what the
//! browser hands over into certificates. Everything that is judged is judged by `eku-engine`.
//! Nothing here makes a request or stores anything of what was put in.

pub mod app;
pub mod components;
pub mod dates;
pub mod drag;
pub mod examples;
pub mod installed;
pub mod judge;
pub mod leaving;
pub mod measure;
pub mod names;
pub mod parts;
pub mod place;
pub mod read;
pub mod rehearsal;
pub mod save;
pub mod shape;
pub mod stages;
pub mod started;
pub mod state;
pub mod text;
pub mod worker;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
