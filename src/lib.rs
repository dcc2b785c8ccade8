//! Conecta: a service desk that lives inside Discord.
//!
//! Agents answer their customers on WhatsApp without leaving their Discord threads.
//! `ARCHITECTURE.md` describes the rooms (modules) below and which may use which.

pub mod channels;
pub mod clock;
pub mod config;
pub mod courier;
pub mod desk;
pub mod discord;
pub mod domain;
pub mod intake;
pub mod store;
pub mod underway;
pub mod words;
