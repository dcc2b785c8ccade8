//! Stories: the product as its users meet it, through the real gateway and real HTTP, against
//! look-alikes of Discord and WhatsApp.

mod admins;
mod budget;
mod card;
mod choices;
mod deletions;
mod discord_trouble;
mod doubt;
mod first_day;
mod free_entry;
mod gaps;
mod hands;
mod identity;
mod inbox;
mod leaves;
mod life;
mod lines;
mod lost_gateway;
mod money;
mod opt_out;
mod outage;
mod pastes;
mod peers;
mod queue;
mod queue_form;
mod receptive;
mod refusals;
mod settings;
mod start;
mod support;
mod template_settings;
mod trouble;
mod undo;
mod webhooks;
mod whatsapp_trouble;
mod wizard;
