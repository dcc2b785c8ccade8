//! What every story needs: the world, its people, and how they read.

pub mod bot;
pub mod people;
pub mod reading;
mod setup;
pub mod time;
pub mod world;

pub use world::Desk;
