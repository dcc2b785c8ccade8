//! Stories: the product as its users meet it, through the real gateway and real HTTP, against
//! look-alikes of Discord and WhatsApp.

mod start;
mod support;
