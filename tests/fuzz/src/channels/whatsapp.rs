//! What WhatsApp says.

#[path = "../../../../src/channels/whatsapp/codes.rs"]
pub mod codes;
#[path = "../../../../src/channels/whatsapp/json.rs"]
mod json;
#[path = "../../../../src/channels/whatsapp/webhook/mod.rs"]
pub mod webhook;
