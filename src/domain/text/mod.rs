//! Text.
pub mod signs;
