//! What was written elsewhere than in the customer's own chat with this desk: by somebody on the
//! company's own phone, by a customer in a group, or before the number was connected. It is shown
//! where the customer is talked to already, and opens nothing, since nobody has to act. Without such a
//! conversation, what was written on the phone waits for the next one; of the rest the raw body is all
//! that is kept (see *Decisions* in `ARCHITECTURE.md`).

use super::files::Whose;
use super::inbound::Fate;
use super::written::written;
use super::{DeskError, Unit};
use crate::domain::effect::Posted;
use crate::domain::event::Event;
use crate::domain::ids::{ChannelId, ContactId, ConversationId};
use crate::domain::incoming::{Inbound, InboundBody, Incoming};
use crate::store::echoes::NewEcho;
use crate::store::{channels, conversations, echoes, inbound, listing, outgoing};

/// Where something of elsewhere belongs.
struct Place {
    /// The conversation that is open.
    open: Option<ConversationId>,
    contact: ContactId,
    channel: ChannelId,
}

impl Unit<'_> {
    /// Somebody wrote to a customer on the company's own phone.
    pub(super) async fn take_echo(&mut self, echo: &Inbound) -> Result<Fate, DeskError> {
        let known = outgoing::by_wamid(self.db, &echo.wamid).await?.is_some();
        if known {
            return Ok(Fate::Repeated);
        }
        let place = match self.place_of(echo).await? {
            Ok(place) => place,
            Err(fate) => return Ok(fate),
        };
        // It stays with the last one, which is over, until there is another.
        let conversation = match place.open {
            Some(open) => Some(open),
            None => {
                let last = listing::latest_on(self.db, place.contact, place.channel).await?;
                last.map(|last| last.id)
            }
        };
        let Some(conversation) = conversation else {
            return Ok(Fate::Unplaced);
        };
        let new = NewEcho {
            conversation,
            wamid: echo.wamid.clone(),
            body: written(echo, Incoming::Echo)?,
            edits: match &echo.body {
                InboundBody::Edit { target, .. } => Some(target.clone()),
                _ => None,
            },
            at: echo.at,
            arrived_at: self.now,
        };
        let Some(id) = echoes::record(self.db, &new).await? else {
            return Ok(Fate::Repeated);
        };
        if place.open.is_none() {
            return Ok(Fate::News);
        }
        let file = match &echo.body {
            InboundBody::Media(media) => {
                let whose = Whose::OwnPhone(id);
                Some(self.want_media(conversation, whose, echo, media).await?)
            }
            _ => None,
        };
        let event = Event::Echoed {
            echo: id,
            file,
            speaks: speaks(&echo.body),
        };
        self.happen(conversation, &event).await?;
        Ok(Fate::Message)
    }

    /// A customer wrote in a group in which the number is, too, or long ago.
    pub(super) async fn take_aside(&mut self, message: &Inbound) -> Result<Fate, DeskError> {
        if inbound::known(self.db, &message.wamid).await? {
            return Ok(Fate::Repeated);
        }
        let place = match self.place_of(message).await? {
            Ok(place) => place,
            Err(fate) => return Ok(fate),
        };
        let Some(conversation) = place.open else {
            return Ok(Fate::Unplaced);
        };
        let Some(inbound) = self
            .keep_inbound(message, conversation, place.contact, place.channel)
            .await?
        else {
            return Ok(Fate::Repeated);
        };
        self.want_files(conversation, inbound, message).await?;
        let named = true;
        let line = Posted::Mirror { inbound, named };
        self.put_silent(conversation, line, None).await?;
        Ok(Fate::Message)
    }

    /// Whom it is about, and the conversation that is open with them; or what becomes of it instead.
    async fn place_of(&mut self, message: &Inbound) -> Result<Result<Place, Fate>, DeskError> {
        let number = &message.phone_number_id;
        let Some(channel) = channels::by_phone_number_id(self.db, number).await? else {
            return Ok(Err(Fate::Refused));
        };
        if !channel.enabled {
            return Ok(Err(Fate::Unwanted));
        }
        let Some(contact) = self.find(&message.contact).await? else {
            return Ok(Err(Fate::Unplaced));
        };
        if contact.blocked_at.is_some() {
            return Ok(Err(Fate::Unwanted));
        }
        let open = conversations::open_of(self.db, contact.id, channel.id).await?;
        Ok(Ok(Place {
            open,
            contact: contact.id,
            channel: channel.id,
        }))
    }
}

/// It says something to the customer, who waits for an answer no longer.
fn speaks(body: &InboundBody) -> bool {
    body.about().is_none() && !matches!(body, InboundBody::System(_))
}
