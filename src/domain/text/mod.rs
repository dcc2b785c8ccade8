//! What people write, between Discord and WhatsApp.

pub mod commands;
pub mod invisible;
