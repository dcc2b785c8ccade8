//! Conecta: a service desk that lives inside Discord.
//!
//! Agents answer their customers on WhatsApp without leaving their Discord threads.
//! `ARCHITECTURE.md` describes the rooms (modules) below and which may use which.

pub mod channels;
pub mod clock;
// At the top level, where a newcomer looks for the commands: one file for each, named after it.
#[path = "../commands/mod.rs"]
pub mod commands;
pub mod desk;
pub mod discord;
pub mod domain;
pub mod store;
pub mod underway;
pub mod words;
