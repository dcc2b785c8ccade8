//! Use-cases against a real store in a temporary file.

mod begin;
mod drafts;
mod setup;
mod sight;
mod world;
