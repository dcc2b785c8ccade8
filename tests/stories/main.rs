//! Stories: the product as its users meet it, through the real gateway and real HTTP, against
//! look-alikes of Discord and WhatsApp.

mod admins;
mod budget;
mod deletions;
mod discord_trouble;
mod doubt;
mod gaps;
mod hands;
mod identity;
mod leaves;
mod life;
mod outage;
mod pastes;
mod queue;
mod receptive;
mod settings;
mod start;
mod support;
mod template_settings;
mod undo;
mod webhooks;
mod whatsapp_trouble;
mod wizard;
