//! The part of the channels that reads, without the part that sends.

#[path = "../../../src/channels/types.rs"]
pub mod types;
pub mod whatsapp;
