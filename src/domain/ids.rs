//! Ids, each a type of its own so that one cannot be taken for another.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

macro_rules! snowflake {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl $name {
            /// As the store keeps it. Discord's ids stay below 2^63 until the year 2084.
            pub fn as_i64(self) -> i64 {
                self.0.cast_signed()
            }

            /// From what the store kept.
            pub fn from_i64(id: i64) -> Self {
                Self(id.cast_unsigned())
            }
        }
    )*};
}

row_id! {
    /// One handling of one contact on one channel by one team.
    ConversationId;
    /// A customer.
    ContactId;
    /// A connected WhatsApp number.
    ChannelId;
    /// A group of agents with one Discord channel.
    TeamId;
    /// A message towards the customer: one row of a conversation's queue.
    MessageId;
    /// A message from the customer.
    InboundId;
    /// A message that somebody wrote to a customer on the company's own phone.
    EchoId;
    /// A template as Meta approved it, in one language.
    TemplateId;
    /// A conversation that is being prepared in the wizard.
    DraftId;
    /// A message that was composed in a form and is not confirmed.
    ComposedId;
    /// A text that is written once and sent often.
    QuickReplyId;
    /// A file that a customer or an agent sent.
    FileId;
}

snowflake! {
    /// A Discord user.
    PersonId;
    /// A Discord role.
    RoleId;
    /// A Discord channel or thread.
    PlaceId;
    /// A Discord message.
    PostId;
}

/// The moment from which Discord's ids count, in milliseconds since 1970.
/// <https://discord.com/developers/docs/reference#snowflakes>
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

impl ConversationId {
    /// The number that people quote when they talk about it: `000123`.
    pub fn protocol(self) -> String {
        format!("{:06}", self.0)
    }
}

impl PostId {
    /// When Discord made this id, to the millisecond.
    pub fn made_at(self) -> Option<DateTime<Utc>> {
        let ms = (self.0 >> 22).cast_signed() + DISCORD_EPOCH_MS;
        DateTime::from_timestamp_millis(ms)
    }

    /// An id that comes before all that Discord makes from then on.
    pub fn just_before(time: DateTime<Utc>) -> Self {
        let ms = (time.timestamp_millis() - DISCORD_EPOCH_MS).max(1);
        Self((ms.cast_unsigned() << 22) - 1)
    }
}
