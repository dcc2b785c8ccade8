//! Conecta on one machine: the real bot between look-alikes of Discord and WhatsApp, played in a
//! browser or on the terminal.

pub mod bot;
pub mod command;
mod listing;
mod outgoing;
pub mod page;
mod play;
mod reading;
mod screen;
mod setup;
pub mod stickers;
pub mod town;
mod watch;
pub mod weather;
