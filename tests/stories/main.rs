//! Stories: the product as its users meet it, through the real gateway and real HTTP, against
//! look-alikes of Discord and WhatsApp.

mod admins;
mod budget;
mod discord_trouble;
mod doubt;
mod hands;
mod leaves;
mod life;
mod queue;
mod receptive;
mod start;
mod support;
mod undo;
mod webhooks;
mod whatsapp_trouble;
mod wizard;
