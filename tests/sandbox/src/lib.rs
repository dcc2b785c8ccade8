//! Look-alikes of Discord and of the WhatsApp Cloud API: real servers on loopback that keep the
//! platforms' rules, for Conecta's stories and its demo.
//!
//! They import nothing of the product, so that they cannot share a wrong belief with it. What they
//! claim to know comes from the platforms' public documentation.

pub mod beside;
pub mod blob;
pub mod clock;
pub mod company;
pub mod discord;
mod door;
pub mod http;
pub mod port;
pub mod samples;
pub mod wait;
pub mod whatsapp;
pub mod wire;
