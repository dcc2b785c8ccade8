//! Conecta: a service desk that lives inside Discord.
//!
//! Agents answer their customers on WhatsApp without leaving their Discord threads.
//! `ARCHITECTURE.md` describes the rooms (modules) below and which may use which.

pub mod app;
pub mod channels;
pub mod cli;
pub mod clock;
pub mod config;
pub mod courier;
pub mod desk;
pub mod discord;
pub mod doctor;
pub mod domain;
pub mod formats;
pub mod intake;
pub mod moved;
pub mod platform;
pub mod store;
pub mod underway;
pub mod vault;
pub mod words;

// The owner wants the commands at the top level of the repository; a crate of their own would
// depend on this one and this one on it.
#[path = "../commands/mod.rs"]
pub mod commands;
