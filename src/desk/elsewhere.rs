//! What was written elsewhere than in the customer's own chat with this desk: by somebody on the
//! company's own phone, by a customer in a group, or before the number was connected. It is shown
//! where the customer is talked to already, and opens nothing; without such a conversation the raw
//! body is all that is kept, since nobody has to act (see *Decisions* in `ARCHITECTURE.md`).

use super::files::Whose;
use super::inbound::Fate;
use super::{DeskError, Unit};
use crate::domain::effect::{Post, Posted};
use crate::domain::event::Event;
use crate::domain::ids::{ChannelId, ContactId, ConversationId};
use crate::domain::incoming::{Inbound, InboundBody, Incoming, StoredIncoming};
use crate::store::echoes::NewEcho;
use crate::store::{channels, conversations, echoes, inbound, outgoing};

/// Where something of elsewhere belongs.
struct Place {
    conversation: ConversationId,
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
        let stored = StoredIncoming::V1(Incoming::Echo(Box::new(echo.clone())));
        let new = NewEcho {
            conversation: place.conversation,
            wamid: echo.wamid.clone(),
            body: serde_json::to_string(&stored).map_err(|error| DeskError::Store(error.into()))?,
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
        let file = match &echo.body {
            InboundBody::Media(media) => {
                let whose = Whose::OwnPhone(id);
                Some(
                    self.want_media(place.conversation, whose, echo, media)
                        .await?,
                )
            }
            _ => None,
        };
        let event = Event::Echoed {
            echo: id,
            file,
            speaks: speaks(&echo.body),
        };
        self.happen(place.conversation, &event).await?;
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
        let Some(inbound) = self
            .keep_inbound(message, place.conversation, place.contact, place.channel)
            .await?
        else {
            return Ok(Fate::Repeated);
        };
        self.want_files(place.conversation, inbound, message)
            .await?;
        let line = Post {
            what: Posted::Mirror {
                inbound,
                named: true,
            },
            reply_to: None,
            ping: None,
        };
        self.put_line(place.conversation, &line).await?;
        Ok(Fate::Message)
    }

    /// The open conversation with whom it is about, or what becomes of it without one.
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
        Ok(match open {
            Some(conversation) => Ok(Place {
                conversation,
                contact: contact.id,
                channel: channel.id,
            }),
            None => Err(Fate::Unplaced),
        })
    }
}

/// It says something to the customer, who waits for an answer no longer.
fn speaks(body: &InboundBody) -> bool {
    body.about().is_none() && !matches!(body, InboundBody::System(_))
}
