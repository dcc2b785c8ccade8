use conecta::domain::abilities::MediaKind;
use conecta::domain::content::{Content, FileContent};
use conecta::domain::file::{AtPlatform, Caution, FileFacts, FileSource, FileTrouble};
use conecta::domain::ids::{ConversationId, FileId, InboundId, PlaceId, PostId};
use conecta::domain::message::{Outgoing, State};
use conecta::store::files::{self, FileState, Found, NewFile, StoredFile};
use conecta::store::inbound::{self, NewInbound};
use conecta::store::{Db, StoreError};

use crate::{ANA, Base, Desk, at, change, contact, message, unit};

const FOUND: Found<'static> = Found {
    mime: "image/jpeg",
    name: "um.jpg",
    bytes: 5,
    sha256: "11",
    cautions: &[Caution::Program],
};

async fn picture_message(
    db: &mut Db,
    desk: &Desk,
    conversation: ConversationId,
) -> Result<InboundId, StoreError> {
    let new = NewInbound {
        conversation,
        contact: desk.contact,
        channel: desk.channel,
        wamid: "wamid.1".to_owned(),
        kind: "image".to_owned(),
        body: "{}".to_owned(),
        text: String::new(),
        about: None,
        source: None,
        at: at(0),
        arrived_at: at(0),
    };
    Ok(inbound::record(db, &new).await?.expect("new"))
}

async fn from_customer(
    db: &mut Db,
    conversation: ConversationId,
    inbound: InboundId,
    name: &str,
) -> Result<NewFile, StoreError> {
    let id = files::next_file_id(db).await?;
    let new = NewFile {
        facts: FileFacts {
            id,
            kind: MediaKind::Image,
            name: name.to_owned(),
            mime: Some("image/jpeg".to_owned()),
            bytes: 0,
            attachment: None,
        },
        key: files::fresh_key(db).await?,
        conversation,
        inbound: Some(inbound),
        post: None,
        source: FileSource::Customer(AtPlatform {
            number: "n1".to_owned(),
            media: "m1".to_owned(),
            sha256: Some("abc=".to_owned()),
        }),
        cautions: vec![Caution::Renamed],
    };
    files::add(db, &new, at(5)).await?;
    Ok(new)
}

async fn from_agent(
    db: &mut Db,
    conversation: ConversationId,
    post: u64,
) -> Result<NewFile, StoreError> {
    let id = files::next_file_id(db).await?;
    let new = NewFile {
        facts: FileFacts {
            id,
            kind: MediaKind::Document,
            name: "contrato.pdf".to_owned(),
            mime: None,
            bytes: 700,
            attachment: Some(77),
        },
        key: format!("{:032x}", id.0),
        conversation,
        inbound: None,
        post: Some(PostId(post)),
        source: FileSource::Agent {
            place: PlaceId(40),
            post: PostId(post),
            attachment: 77,
            url: "https://cdn.discordapp.com/attachments/40/77/contrato.pdf".to_owned(),
        },
        cautions: Vec::new(),
    };
    files::add(db, &new, at(6)).await?;
    Ok(new)
}

/// What a message with that file says.
fn carries(file: &NewFile) -> Content {
    Content::File(Box::new(FileContent {
        facts: file.facts.clone(),
        caption: None,
        caption_limit: 0,
        as_link: false,
        as_document: false,
        remark: None,
        said: None,
        handed: None,
    }))
}

async fn stored(db: &mut Db, id: FileId) -> Result<StoredFile, StoreError> {
    Ok(files::by_id(db, id).await?.expect("the file is there"))
}

#[tokio::test]
async fn a_file_is_found_by_its_key_and_by_the_message_that_it_came_with() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        let message = picture_message(db, &desk, id).await?;
        assert_eq!(files::next_file_id(db).await?, FileId(1));
        let first = from_customer(db, id, message, "um.jpg").await?;
        let second = from_customer(db, id, message, "dois.jpg").await?;
        let brought = from_agent(db, id, 900).await?;
        assert_eq!(files::next_file_id(db).await?, FileId(4));

        let row = stored(db, first.facts.id).await?;
        assert_eq!(row.what, first);
        assert_eq!((row.state, row.attempts), (FileState::Wanted, 0));
        assert_eq!((row.created_at, row.due_at), (at(5), at(5)));
        assert_eq!((row.trouble, row.sha256, row.kept_at), (None, None, None));
        assert_eq!((row.missed, row.wanted_at), (false, at(5)));
        let by_key = files::by_key(db, &brought.key).await?.expect("there");
        assert_eq!(by_key.what, brought);
        assert_eq!(files::by_key(db, "nothing").await?, None);
        assert_eq!(first.key.len(), 32);
        assert_ne!(first.key, second.key);
        assert_eq!(files::by_id(db, FileId(9)).await?, None);

        let of_message: Vec<NewFile> = files::of_inbound(db, message)
            .await?
            .into_iter()
            .map(|file| file.what)
            .collect();
        assert_eq!(of_message, [first, second]);
    });
}

#[tokio::test]
async fn a_file_is_wanted_until_it_is_kept_or_given_up() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        let message = picture_message(db, &desk, id).await?;
        let file = from_customer(db, id, message, "um.jpg").await?.facts.id;
        let other = from_customer(db, id, message, "dois.jpg").await?.facts.id;

        files::failed(db, file, FileTrouble::Damaged, true, Some(at(60))).await?;
        files::failed(db, file, FileTrouble::Unreachable, false, Some(at(60))).await?;
        let row = stored(db, file).await?;
        assert_eq!((row.state, row.attempts), (FileState::Wanted, 1));
        assert_eq!(
            (row.trouble, row.due_at),
            (Some(FileTrouble::Unreachable), at(60))
        );
        assert_eq!(
            files::wanted(db).await?,
            [other, file],
            "the one that is due first"
        );

        files::failed(db, file, FileTrouble::Gone, true, None).await?;
        let row = stored(db, file).await?;
        assert_eq!((row.state, row.attempts), (FileState::Failed, 2));
        assert_eq!(files::wanted(db).await?, [other]);

        assert!(files::want_again(db, file, at(90)).await?);
        let row = stored(db, file).await?;
        assert_eq!(
            (row.state, row.attempts, row.due_at, row.wanted_at),
            (FileState::Wanted, 0, at(90), at(90))
        );
        let found = Found {
            mime: "image/png",
            name: "um.png",
            ..FOUND
        };
        files::kept(db, file, &found, at(91)).await?;
        let row = stored(db, file).await?;
        assert_eq!((row.state, row.kept_at), (FileState::Kept, Some(at(91))));
        let facts = &row.what.facts;
        assert_eq!(facts.mime.as_deref(), Some("image/png"));
        assert_eq!(facts.name, "um.png");
        assert_eq!(row.what.cautions, [Caution::Program]);
        assert_eq!(
            (row.what.facts.bytes, row.sha256.as_deref()),
            (5, Some("11"))
        );
        assert_eq!(row.trouble, None);
        files::failed(db, file, FileTrouble::Gone, true, None).await?;
        assert!(
            !files::want_again(db, file, at(95)).await?,
            "it lies on disk"
        );
        let row = stored(db, file).await?;
        assert_eq!((row.state, row.missed), (FileState::Kept, false));
        files::missed(db, file).await?;
        assert!(!stored(db, file).await?.missed, "its line brings it");

        files::missed(db, other).await?;
        files::kept(db, other, &FOUND, at(92)).await?;
        assert!(stored(db, other).await?.missed, "its line stood before");
        assert_eq!(files::wanted(db).await?, []);
    });
}

#[tokio::test]
async fn what_a_contact_sent_and_has_not_come_is_found() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        let message = picture_message(db, &desk, id).await?;
        let mut sent = Vec::new();
        for name in ["um.jpg", "dois.jpg", "três.jpg"] {
            sent.push(from_customer(db, id, message, name).await?.facts.id);
        }
        from_agent(db, id, 900).await?;
        files::kept(db, sent.remove(1), &FOUND, at(6)).await?;
        let other = contact(db, "José", "5511912345678").await?;
        assert_eq!(files::wanted_from(db, desk.contact).await?, sent);
        assert_eq!(files::wanted_from(db, other).await?, []);
    });
}

#[tokio::test]
async fn old_files_are_purged_unless_a_message_waits_to_leave_with_them() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        let inbound = picture_message(db, &desk, id).await?;
        let picture = from_customer(db, id, inbound, "um.jpg").await?;
        let young = from_customer(db, id, inbound, "dois.jpg").await?;
        let wanted = from_customer(db, id, inbound, "tres.jpg").await?;
        let queued = from_agent(db, id, 5001).await?;
        let left = from_agent(db, id, 5002).await?;
        let lineless = from_agent(db, id, 5003).await?;
        change(db, id, at(7), |c| {
            let row = |nth, state, file: &NewFile| Outgoing {
                content: carries(file),
                ..message(nth, state)
            };
            let lineless = Outgoing {
                post: None,
                ..row(3, State::Held, &lineless)
            };
            c.outgoing = vec![
                row(1, State::Waiting, &queued),
                row(2, State::Read, &left),
                lineless,
            ];
        })
        .await?;
        for (file, seconds) in [
            (&left, 10),
            (&picture, 11),
            (&queued, 12),
            (&lineless, 13),
            (&young, 99),
        ] {
            files::kept(db, file.facts.id, &FOUND, at(seconds)).await?;
        }

        let expected = |file: &NewFile| (file.facts.id, file.key.clone());
        assert_eq!(
            files::old(db, at(50), 9).await?,
            [expected(&left), expected(&picture)]
        );
        assert_eq!(files::old(db, at(50), 1).await?, [expected(&left)]);
        files::purged(db, left.facts.id).await?;
        files::purged(db, picture.facts.id).await?;
        assert_eq!(files::old(db, at(50), 9).await?, []);
        let row = stored(db, picture.facts.id).await?;
        assert_eq!(row.state, FileState::Purged);
        assert!(!files::want_again(db, picture.facts.id, at(60)).await?);
        assert_eq!(
            stored(db, wanted.facts.id).await?.state,
            FileState::Wanted,
            "never kept, never purged"
        );
    });
}

#[tokio::test]
async fn a_link_that_was_made_later_keeps_its_file_longer() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        let left = from_agent(db, id, 5001).await?;
        files::kept(db, left.facts.id, &FOUND, at(10)).await?;
        files::needed_from(db, &left.key, at(60)).await?;
        assert_eq!(files::old(db, at(50), 9).await?, []);
        files::needed_from(db, &left.key, at(20)).await?;
        let row = stored(db, left.facts.id).await?;
        assert_eq!(row.kept_at, Some(at(60)), "never shorter");
    });
}
