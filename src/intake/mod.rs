//! What comes in: webhooks and gateway events. Verified, handed to the desk, answered.

pub mod catchup;
pub mod connection;
pub mod files;
pub mod gateway;
pub mod http;
pub mod identify;
pub mod metrics;
pub mod queues;
pub mod webhook;
