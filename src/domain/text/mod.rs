//! What people write, between Discord and WhatsApp.

pub mod invisible;
pub mod signs;
