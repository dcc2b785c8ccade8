//! Stories: the product as its users meet it, through the real gateway and real HTTP, against
//! look-alikes of Discord and WhatsApp.

mod leaves;
mod queue;
mod start;
mod support;
mod undo;
