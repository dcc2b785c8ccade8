//! Talking to Discord by REST: one sender with a limiter of its own for everything that the
//! courier posts, reads of history, and the building of components. No cursors and no rows: what
//! was posted and what is known about it is for others to remember.
//!
//! The gateway and the answers to interactions are serenity's.

pub mod audit;
pub mod components;
pub mod custom_id;
pub mod doubt;
pub mod error;
mod gateway;
pub mod limiter;
pub mod marks;
pub mod message;
pub mod model;
pub mod nonce;
pub mod offers;
pub mod permissions;
pub mod readers;
pub mod sender;
pub mod shorten;
pub mod stickers;
