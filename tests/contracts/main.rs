//! The look-alike of Discord, and what we send to it, held to what others wrote about Discord: its
//! own OpenAPI document (where `../shared/data` lies beside the project) and the twilight crates.
//!
//! The stories hold themselves to the same rules (`check::assert_kept`); here the look-alike answers
//! everything that it can answer, also what no story needs yet.

mod broken;
mod check;
mod people;
mod rest;
mod world;

use std::sync::LazyLock;

#[test]
fn discords_document_is_looked_for() {
    LazyLock::force(&check::DOCUMENT);
}
