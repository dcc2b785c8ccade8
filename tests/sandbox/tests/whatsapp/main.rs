//! The look-alike of the WhatsApp Cloud API, over real HTTP, against Meta's documented rules.

mod customers;
mod faults;
mod kit;
mod management;
mod media;
mod order;
mod sending;
mod shapes;
mod templates;
mod webhooks;
