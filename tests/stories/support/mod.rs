//! What every story needs: the world, its people, and how they read.

mod admins;
mod backup;
#[path = "../../demo/src/bot.rs"]
pub mod bot;
#[path = "../../contracts/check/mod.rs"]
mod check;
mod database;
pub mod media;
pub mod people;
#[path = "../../demo/src/reading.rs"]
pub mod reading;
mod rest;
#[path = "../../demo/src/setup.rs"]
mod setup;
pub mod time;
mod watchdog;
pub mod webhook;
pub mod world;

pub use world::Desk;
