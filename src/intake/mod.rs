//! What comes in: webhooks and gateway events. Verified, handed to the desk, answered.

pub mod gateway;
pub mod http;
pub mod queues;
pub mod webhook;
