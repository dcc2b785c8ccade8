//! What came in from a platform: one unit for a whole body, each item of it kept or set aside alone.

use sha2::{Digest, Sha256};

use super::account::name;
use super::setaside::retry_after;
use super::work::Work;
use super::written::written;
use super::{Desk, DeskError, Unit, touches};
use crate::domain::effect::{Notice, Posted};
use crate::domain::event::{Answer, Event};
use crate::domain::ids::{ChannelId, ContactId, ConversationId, InboundId};
use crate::domain::incoming::{
    Call, Choice, Context, Inbound, InboundBody, Incoming, Preference, StoredIncoming, Telling,
};
use crate::domain::pace::Pace;
use crate::domain::stops;
use crate::store::channels::Channel;
use crate::store::conversations::{Beginning, Origin};
use crate::store::inbound::NewInbound;
use crate::store::webhooks::Webhook;
use crate::store::{
    channels, contacts, conversations, inbound, inbox, listing, savepoint, teams, webhooks,
};

/// The only category about which the platform lets people decide.
const MARKETING: &str = "marketing_messages";

/// What became of the items of a body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// Messages that stand in a conversation now.
    pub messages: usize,
    /// Statuses and other news that were worked in.
    pub news: usize,
    /// Items that were known already.
    pub repeated: usize,
    /// Items about numbers or people that nobody here knows.
    pub refused: usize,
    /// Items that are not even kept: to a number that is off, from a blocked contact.
    pub unwanted: usize,
    /// Items that belong to no open conversation and open none.
    pub unplaced: usize,
    /// Items that nobody can read; the body stays for whoever runs the program.
    pub unreadable: usize,
    /// Items that failed and wait in the inbox.
    pub set_aside: usize,
}

/// What became of an item.
pub(super) enum Fate {
    Message,
    News,
    Repeated,
    Refused,
    Unwanted,
    Unplaced,
    Unreadable,
}

impl Desk {
    /// Takes a genuine body with what it says. Once this returns it is on the disk as a whole.
    ///
    /// # Errors
    /// If the store fails: then the platform must send it again.
    pub async fn receive(
        &self,
        body: Vec<u8>,
        items: Vec<Incoming>,
    ) -> Result<Received, DeskError> {
        let desk = self.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let mut received = Received::default();
                let count = items.len();
                for item in items {
                    unit.take_or_set_aside(&desk, item, &mut received).await?;
                }
                // What comes for a number that is off, or from somebody blocked, is not stored.
                if count == 0 || received.unwanted < count {
                    unit.keep(body, received.unreadable == 0).await?;
                }
                Ok(received)
            })
        })
        .await
    }

    /// Keeps a genuine body that nobody can read.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn keep_unreadable(&self, body: Vec<u8>) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { unit.keep(body, false).await }))
            .await
    }
}

impl Unit<'_> {
    /// An item that fails never holds up its neighbours; one whose lane already waits queues there.
    async fn take_or_set_aside(
        &mut self,
        desk: &Desk,
        item: Incoming,
        received: &mut Received,
    ) -> Result<(), DeskError> {
        let lane = lane(&item);
        let stored = StoredIncoming::V1(item);
        if inbox::is_waiting(self.db, &lane).await? {
            self.set_aside(&lane, &stored, "behind an earlier one")
                .await?;
            received.set_aside += 1;
            return Ok(());
        }
        let StoredIncoming::V1(item) = stored.clone();
        savepoint::begin(self.db).await?;
        let handed = self.work.len();
        match self.take(desk, item).await {
            Ok(fate) => {
                savepoint::keep(self.db).await?;
                match fate {
                    Fate::Message => received.messages += 1,
                    Fate::News => received.news += 1,
                    Fate::Repeated => received.repeated += 1,
                    Fate::Refused => received.refused += 1,
                    Fate::Unwanted => received.unwanted += 1,
                    Fate::Unplaced => received.unplaced += 1,
                    Fate::Unreadable => received.unreadable += 1,
                }
            }
            Err(error) => {
                savepoint::undo(self.db).await?;
                self.work.truncate(handed);
                tracing::error!(%error, "an item of a webhook was set aside");
                self.set_aside(&lane, &stored, &error.to_string()).await?;
                received.set_aside += 1;
            }
        }
        Ok(())
    }

    async fn keep(&mut self, body: Vec<u8>, readable: bool) -> Result<(), DeskError> {
        let webhook = Webhook {
            sha256: hex::encode(Sha256::digest(&body)),
            body,
            readable,
        };
        webhooks::keep(self.db, &webhook, self.now).await?;
        if !readable {
            self.work.push(Work::Watch);
        }
        Ok(())
    }

    async fn set_aside(
        &mut self,
        lane: &str,
        item: &StoredIncoming,
        why: &str,
    ) -> Result<(), DeskError> {
        let payload =
            serde_json::to_string(item).map_err(|error| DeskError::Store(error.into()))?;
        let due_at = self.now + retry_after(0);
        inbox::add(self.db, lane, &payload, why, due_at, self.now).await?;
        self.work.push(Work::Inbox);
        Ok(())
    }

    pub(super) async fn take(&mut self, desk: &Desk, item: Incoming) -> Result<Fate, DeskError> {
        match item {
            Incoming::Inbound(message) if message.group_id.is_some() || message.historic => {
                self.take_aside(&message).await
            }
            Incoming::Inbound(inbound) => self.take_message(desk, &inbound).await,
            Incoming::Echo(echo) => self.take_echo(&echo).await,
            Incoming::Status(update) => {
                self.take_status(&update).await?;
                Ok(Fate::News)
            }
            Incoming::Preference(preference) => self.take_preference(&preference).await,
            Incoming::TemplateChanged(_) => {
                self.work.push(Work::Templates);
                Ok(Fate::News)
            }
            Incoming::NumberChanged(changed) => {
                self.take_account_news(&Telling::of_number(&changed)).await
            }
            Incoming::AccountAlert(alert) => {
                self.take_account_news(&Telling::of_account(&alert)).await
            }
            Incoming::Call(call) if call.by_contact => self.take_message(desk, &called(call)).await,
            Incoming::NumberTrouble {
                phone_number_id,
                errors,
                refusal,
            } => {
                let code = errors.first().map(|error| error.code);
                tracing::warn!(number = phone_number_id, code, "a number is in trouble");
                let channel = channels::by_phone_number_id(self.db, &phone_number_id).await?;
                if let (Some(channel), Some(refusal)) = (channel, refusal) {
                    self.heed(channel.id, &refusal).await?;
                }
                Ok(Fate::News)
            }
            Incoming::Unreadable {
                phone_number_id,
                why,
                ..
            } => {
                let number = phone_number_id.as_deref();
                tracing::error!(number, why, "a part of a genuine webhook cannot be read");
                Ok(Fate::Unreadable)
            }
            // What means nothing to the desk: the raw body is kept.
            Incoming::Other { field, .. } => {
                tracing::info!(field = name(&field), "news of a kind that is not worked in");
                Ok(Fate::News)
            }
            // Calls of ours.
            Incoming::Call(_) => Ok(Fate::News),
        }
    }

    async fn take_message(&mut self, desk: &Desk, message: &Inbound) -> Result<Fate, DeskError> {
        let Some(channel) = channels::by_phone_number_id(self.db, &message.phone_number_id).await?
        else {
            return Ok(Fate::Refused);
        };
        if !channel.enabled {
            channels::count_off(self.db, channel.id).await?;
            return Ok(Fate::Unwanted);
        }
        if inbound::known(self.db, &message.wamid).await? {
            return Ok(Fate::Repeated);
        }
        let Some(contact) = self.identify(message, channel.id).await? else {
            return Ok(Fate::News);
        };
        if contact.blocked_at.is_some() {
            return Ok(Fate::Unwanted);
        }
        let is_news = matches!(message.body, InboundBody::System(_));
        let open = conversations::open_of(self.db, contact.id, channel.id).await?;
        let (conversation, begun) = match open {
            Some(id) => (id, false),
            None if is_news => return self.keep_news(message, contact.id, channel.id).await,
            None if !message.body.asks_for_somebody() => {
                return self.keep_withdrawal(message, contact.id, channel.id).await;
            }
            None => (self.begin_receptive(&channel, contact.id).await?, true),
        };
        let kept = self
            .keep_inbound(message, conversation, contact.id, channel.id)
            .await?;
        let Some(inbound) = kept else {
            return Ok(Fate::Repeated);
        };
        self.want_files(conversation, inbound, message).await?;
        if begun {
            self.happen(conversation, &Event::Begun).await?;
        }
        let answer = Answer {
            inbound,
            wamid: message.wamid.clone(),
            at: message.at,
            calls: matches!(message.body, InboundBody::Call),
            stop: false,
            opt_out: false,
            opt_in: false,
        };
        if is_news {
            self.tell_news(conversation, inbound).await?;
            return Ok(Fate::Message);
        }
        let opted_out = contact.opted_out.is_some();
        let lists = desk.stops();
        // An edit may have come first: then that is what it says.
        let edit = inbound::last_edit(self.db, &message.wamid, None).await?;
        let edit = edit.as_ref().map(touches::read).transpose()?.flatten();
        let says = edit.as_ref().map_or(&message.body, |edit| &edit.body);
        let answer = match read_answer(says) {
            Some(said) => Answer {
                stop: stops::stop(said, &lists),
                opt_out: stops::opt_out(said, &lists),
                opt_in: opted_out && stops::opt_in(said, &lists),
                ..answer
            },
            None => answer,
        };
        let event = if is_touch(&message.body) {
            Event::ContactTouched(answer)
        } else {
            Event::ContactWrote(answer)
        };
        self.happen(conversation, &event).await?;
        if let InboundBody::Reaction { target, .. } = &message.body {
            self.show_reaction(target).await?;
        }
        Ok(Fate::Message)
    }

    /// Keeps a customer's message; `None` if it is known already.
    pub(super) async fn keep_inbound(
        &mut self,
        message: &Inbound,
        conversation: ConversationId,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<Option<InboundId>, DeskError> {
        let new = NewInbound {
            conversation,
            contact,
            channel,
            wamid: message.wamid.clone(),
            kind: kind(&message.body).to_owned(),
            body: written(message, Incoming::Inbound)?,
            text: message
                .body
                .text_for_people()
                .unwrap_or_default()
                .to_owned(),
            about: message.body.about().map(str::to_owned),
            source: message.referral.as_ref().map(|referral| {
                let source = referral.source_id.as_ref().or(referral.source_url.as_ref());
                source.cloned().unwrap_or_default()
            }),
            at: message.at,
            arrived_at: self.now,
        };
        Ok(inbound::record(self.db, &new).await?)
    }

    async fn begin_receptive(
        &mut self,
        channel: &Channel,
        contact: ContactId,
    ) -> Result<ConversationId, DeskError> {
        let team = match channel.default_team {
            Some(team) => team,
            None => teams::list(self.db)
                .await?
                .first()
                .map(|team| team.id)
                .ok_or(DeskError::NoTeamYet)?,
        };
        let last = listing::latest_on(self.db, contact, channel.id).await?;
        let beginning = Beginning {
            contact,
            channel: channel.id,
            team,
            origin: Origin::Receptive,
            assignee: None,
            window: last.as_ref().map(|last| last.window).unwrap_or_default(),
            pace: Pace {
                paid_back_at: last.and_then(|last| last.paid_back_at),
            },
        };
        self.open(&beginning).await
    }

    async fn take_preference(&mut self, preference: &Preference) -> Result<Fate, DeskError> {
        let Some(contact) = self.find(&preference.contact).await? else {
            return Ok(Fate::Refused);
        };
        if preference.category != MARKETING {
            return Ok(Fate::News);
        }
        let stop = preference.choice == Choice::Stop;
        // Never later than its arrival, as the window's clock.
        let at = preference.at.min(self.now);
        if !contacts::prefers(self.db, contact.id, stop, at).await? {
            return Ok(Fate::Repeated);
        }
        let notice = if stop {
            Notice::OptedOut { inbound: None }
        } else {
            Notice::WantsBack { inbound: None }
        };
        for conversation in conversations::open_with(self.db, contact.id).await? {
            let line = Posted::Notice(notice.clone());
            self.put_silent(conversation, line, None).await?;
        }
        if stop {
            self.refused_marketing(contact.id, None).await?;
        } else {
            self.cards_of(contact.id).await?;
        }
        Ok(Fate::News)
    }
}

/// What is about one contact waits behind what is about the same contact.
fn lane(item: &Incoming) -> String {
    let address = match item {
        Incoming::Inbound(message) | Incoming::Echo(message) => &message.contact,
        Incoming::Status(update) => &update.recipient,
        Incoming::Call(call) => &call.contact,
        Incoming::Preference(preference) => &preference.contact,
        _ => return "account".to_owned(),
    };
    address
        .bsuid
        .as_ref()
        .or(address.wa_id.as_ref())
        .or(address.phone.as_ref())
        .cloned()
        .unwrap_or_else(|| "nobody".to_owned())
}

/// What of a message a stop word may stand in.
fn read_answer(body: &InboundBody) -> Option<stops::Answer<'_>> {
    match body {
        InboundBody::Button { text, .. } => Some(stops::Answer::TemplateButton(text)),
        InboundBody::Text { .. } | InboundBody::Media(_) => {
            body.text_for_people().map(stops::Answer::Text)
        }
        // What it says now.
        InboundBody::Edit { body, .. } => read_answer(body),
        InboundBody::Reaction { emoji, .. } => emoji.as_deref().map(stops::Answer::Reaction),
        _ => None,
    }
}

/// It is no message of its own that could be reported as read.
fn is_touch(body: &InboundBody) -> bool {
    matches!(
        body,
        InboundBody::Reaction { .. }
            | InboundBody::Edit { .. }
            | InboundBody::Revoke { .. }
            | InboundBody::Call
    )
}

/// A call as the thread shows it; what follows the first news of it bears the same id.
fn called(call: Call) -> Inbound {
    Inbound {
        phone_number_id: call.phone_number_id,
        wamid: call.id,
        contact: call.contact,
        profile_name: call.profile_name,
        username: call.username,
        at: call.at,
        historic: false,
        context: Context::default(),
        referral: None,
        group_id: None,
        body: InboundBody::Call,
    }
}

/// The kind of a message, as it is written down.
pub(super) fn kind(body: &InboundBody) -> &'static str {
    match body {
        InboundBody::Text { .. } => "text",
        InboundBody::Media(_) => "media",
        InboundBody::Location(_) => "location",
        InboundBody::Contacts { .. } => "contacts",
        InboundBody::Button { .. } => "button",
        InboundBody::ButtonReply { .. } => "button_reply",
        InboundBody::ListReply { .. } => "list_reply",
        InboundBody::FlowReply { .. } => "flow_reply",
        InboundBody::CallPermission { .. } => "call_permission",
        InboundBody::Call => "call",
        InboundBody::Order(_) => "order",
        InboundBody::Reaction { .. } => "reaction",
        InboundBody::Edit { .. } => "edit",
        InboundBody::Revoke { .. } => "revoke",
        InboundBody::System(_) => "system",
        InboundBody::Unsupported { .. } => "unsupported",
        InboundBody::Unknown { .. } => "unknown",
    }
}
