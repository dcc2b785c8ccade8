//! What is written down of a message, which must be readable for as long as its row is kept.

use serde_json::Value;

use super::DeskError;
use super::inbound::kind;
use crate::domain::incoming::{Inbound, InboundBody, Incoming, StoredIncoming};

/// The message as it is written down. What could not be read again (a number that is none, values
/// nested too deep) is written down as one of a kind that nobody knows: a row that cannot be read would
/// stop the thread that it belongs to.
///
/// # Errors
/// If it cannot be put into words at all.
pub(super) fn written(
    message: &Inbound,
    item: fn(Box<Inbound>) -> Incoming,
) -> Result<String, DeskError> {
    let write = |message: Inbound| {
        let stored = StoredIncoming::V1(item(Box::new(message)));
        serde_json::to_string(&stored).map_err(|error| DeskError::Store(error.into()))
    };
    let text = write(message.clone())?;
    if serde_json::from_str::<StoredIncoming>(&text).is_ok() {
        return Ok(text);
    }
    let kind = kind(&message.body);
    tracing::error!(
        kind,
        "a message could not be read again and is kept without its content"
    );
    write(Inbound {
        body: InboundBody::Unknown {
            kind: kind.to_owned(),
            raw: Value::Null,
        },
        ..message.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::Address;
    use crate::domain::incoming::{Context, Location};

    fn said(body: InboundBody) -> InboundBody {
        let message = Inbound {
            phone_number_id: "1".to_owned(),
            wamid: "wamid.1".to_owned(),
            contact: Address::default(),
            profile_name: None,
            username: None,
            at: chrono::DateTime::UNIX_EPOCH,
            historic: false,
            context: Context::default(),
            referral: None,
            group_id: None,
            body,
        };
        let text = written(&message, Incoming::Inbound).expect("it can be written down");
        match serde_json::from_str(&text).expect("it can be read again") {
            StoredIncoming::V1(Incoming::Inbound(read)) => read.body,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_written_down_can_be_read_again_whatever_it_is() {
        let text = InboundBody::Text {
            text: "oi".to_owned(),
        };
        assert_eq!(said(text.clone()), text);
        let nowhere = InboundBody::Location(Location {
            latitude: f64::NAN,
            longitude: 0.0,
            name: None,
            address: None,
            url: None,
        });
        let deep = (0..200).fold(Value::Null, |inside, _| Value::Array(vec![inside]));
        let form = InboundBody::FlowReply {
            name: None,
            answers: deep,
        };
        for (body, kind) in [(nowhere, "location"), (form, "flow_reply")] {
            let unknown = InboundBody::Unknown {
                kind: kind.to_owned(),
                raw: Value::Null,
            };
            assert_eq!(said(body), unknown);
        }
    }
}
