use conecta::domain::ids::InboundId;
use conecta::domain::search::{Candidate, Folded, Lookup, Query, rank};
use conecta::store::contacts::{self, ContactFacts, Identity, OptOut};
use conecta::store::search::{CANDIDATES, candidates};
use conecta::store::{Db, StoreError, channels, free_entries};
use sqlx::Connection;

use crate::{ANA, BRUNO, Base, Desk, at, contact, facts, listed, unit};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What the index is asked for when this is typed.
fn lookup(typed: &[&str]) -> Lookup {
    Query::parse(&typed.join(" ")).lookup()
}

/// The names that are shown, best first: the index gathers, the ranking tests and orders.
async fn found(db: &mut Db, typed: &[&str]) -> Result<Vec<String>, StoreError> {
    let gathered = candidates(db, &lookup(typed), ANA).await?;
    let ranked: Vec<Candidate> = gathered
        .iter()
        .map(|found| Candidate {
            id: found.id.0,
            name: Folded::new(&found.name),
            email: found.email.as_deref().map(Folded::new).unwrap_or_default(),
            phone: found.phone_digits.clone(),
            last_with_agent: found.talked_at,
            last_seen: None,
        })
        .collect();
    let best = rank(&Query::parse(&typed.join(" ")), &ranked, at(10));
    let name = |id: i64| gathered.iter().find(|found| found.id.0 == id);
    Ok(best
        .into_iter()
        .filter_map(name)
        .map(|found| found.name.clone())
        .collect())
}

#[tokio::test]
async fn a_contact_is_found_by_each_of_its_identities() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let identity = Identity {
            wa_id: Some("5511987654321".to_owned()),
            bsuid: Some("BR.1".to_owned()),
            username: None,
        };
        let maria = contacts::create(db, &facts("Maria", "551187654321"), &identity, at(0)).await?;
        let nobody = contact(db, "Sem telefone", "").await?;
        let other = contacts::create(db, &facts("Outra", ""), &identity, at(0)).await;
        assert!(matches!(other, Err(StoreError::Taken(_))));

        let by_wa = contacts::by_wa_id(db, "5511987654321")
            .await?
            .expect("there");
        assert_eq!((by_wa.id, &by_wa.identity), (maria, &identity));
        assert_eq!(
            contacts::by_bsuid(db, "BR.1").await?.expect("there").id,
            maria
        );
        let variants = words(&["5511987654321", "551187654321"]);
        let by_phone = contacts::by_phone(db, &variants).await?;
        assert_eq!(by_phone.iter().map(|c| c.id).collect::<Vec<_>>(), [maria]);
        assert!(
            contacts::by_phone(db, &words(&[""])).await?.is_empty(),
            "no phone is no phone"
        );

        contacts::set_archived(db, nobody, Some(at(1))).await?;
        let shown = Identity {
            bsuid: Some("BR.2".to_owned()),
            username: Some("@x".to_owned()),
            wa_id: None,
        };
        contacts::seen(db, nobody, &shown, at(2)).await?;
        let back = contacts::by_id(db, nobody).await?.expect("there");
        assert_eq!(back.archived_at, None, "it comes back when it writes");
        assert_eq!(back.last_seen_at, Some(at(2)));
        assert_eq!(back.identity, shown);
        contacts::seen(db, nobody, &Identity::default(), at(3)).await?;
        assert_eq!(
            contacts::by_id(db, nobody).await?.expect("there").identity,
            shown,
            "what is left out stays"
        );
        contacts::set_archived(db, nobody, Some(at(4))).await?;
        contacts::set_blocked(db, nobody, Some(at(4))).await?;
        contacts::seen(db, nobody, &shown, at(5)).await?;
        let blocked = contacts::by_id(db, nobody).await?.expect("there");
        assert_eq!(blocked.archived_at, Some(at(4)), "nobody asked for it");
        let stolen = contacts::seen(db, nobody, &identity, at(3)).await;
        assert!(matches!(stolen, Err(StoreError::Taken(_))));
    });
}

#[tokio::test]
async fn blocking_archiving_and_opting_out_can_be_taken_back() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = contact(db, "Maria", "5511987654321").await?;
        contacts::set_blocked(db, id, Some(at(1))).await?;
        let known = OptOut {
            at: at(2),
            inbound: Some(InboundId(7)),
            by: Some(ANA),
        };
        contacts::opt_out(db, id, &known).await?;
        let kept = contacts::by_id(db, id).await?.expect("there");
        assert_eq!(kept.blocked_at, Some(at(1)));
        assert_eq!(kept.opted_out, Some(known));
        let found = candidates(db, &lookup(&["maria"]), ANA).await?;
        assert_eq!(found[0].id, id, "found all the same");

        contacts::set_blocked(db, id, None).await?;
        contacts::opt_in(db, id, at(3)).await?;
        let kept = contacts::by_id(db, id).await?.expect("there");
        assert_eq!((kept.blocked_at, kept.opted_out), (None, None));
    });
}

#[tokio::test]
async fn search_finds_any_part_and_follows_every_change() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let jose = ContactFacts {
            name: "José Ângelo".to_owned(),
            name_folded: "jose angelo".to_owned(),
            email: Some("Jose@Padaria.com".to_owned()),
            email_folded: "jose@padaria.com".to_owned(),
            ..facts("", "5511987654321")
        };
        let id = contacts::create(db, &jose, &Identity::default(), at(0)).await?;
        contact(db, "Joana", "5521900000000").await?;

        assert_eq!(found(db, &["ose"]).await?, ["José Ângelo"]);
        assert_eq!(found(db, &["9876"]).await?, ["José Ângelo"]);
        assert_eq!(found(db, &["daria.co"]).await?, ["José Ângelo"]);
        assert_eq!(found(db, &["gelo", "jose", "an"]).await?, ["José Ângelo"]);
        assert!(
            found(db, &["jose", "joana"]).await?.is_empty(),
            "every word must occur"
        );
        assert_eq!(
            found(db, &["jo"]).await?,
            ["Joana", "José Ângelo"],
            "newest first"
        );
        assert_eq!(
            found(db, &["jo", "an"]).await?,
            ["José Ângelo", "Joana"],
            "beginnings of words before the inside of one"
        );
        assert_eq!(
            found(db, &["pa"]).await?,
            ["José Ângelo"],
            "a word of the address"
        );
        assert!(
            found(db, &["os"]).await?.is_empty(),
            "two characters begin a word"
        );

        let renamed = ContactFacts {
            name: "Zulmira".to_owned(),
            name_folded: "zulmira".to_owned(),
            note: Some("VIP".to_owned()),
            ..jose.clone()
        };
        contacts::update(db, id, &renamed, at(1)).await?;
        assert!(found(db, &["angelo"]).await?.is_empty());
        assert!(found(db, &["an"]).await?.is_empty());
        assert_eq!(found(db, &["zul"]).await?.len(), 1);
        assert_eq!(found(db, &["zu"]).await?.len(), 1);
        assert_eq!(
            contacts::by_id(db, id).await?.expect("there").facts,
            renamed
        );

        contacts::set_archived(db, id, Some(at(2))).await?;
        assert!(found(db, &["zul"]).await?.is_empty());
        assert!(found(db, &["zu"]).await?.is_empty());
        sqlx::query("DELETE FROM contacts WHERE id = $1")
            .bind(id.0)
            .execute(&mut *db)
            .await?;
        for table in [
            "INSERT INTO contact_parts (contact_parts, rank) VALUES ('integrity-check', 1)",
            "INSERT INTO contact_words (contact_words, rank) VALUES ('integrity-check', 1)",
        ] {
            sqlx::query(table).execute(&mut *db).await?;
        }
    });
}

#[tokio::test]
async fn a_word_is_found_without_its_punctuation_and_follows_every_change() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let ana = ContactFacts {
            name: "Ana D'Ávila".to_owned(),
            name_folded: "ana d avila".to_owned(),
            email: Some("ana.souza@x.com".to_owned()),
            email_folded: "ana souza x com".to_owned(),
            ..facts("", "5511987654321")
        };
        let id = contacts::create(db, &ana, &Identity::default(), at(0)).await?;
        for typed in ["davila", "d'avila", "avila", "anasouza", "ana.souza@x"] {
            assert_eq!(found(db, &[typed]).await?, ["Ana D'Ávila"], "{typed}");
        }
        // A sign may stand between two letters, which a space parts.
        contact(db, "Bia D Alves", "5521900000000").await?;
        assert_eq!(found(db, &["da"]).await?, ["Ana D'Ávila"]);
        let married = ContactFacts {
            name: "Ana Sant'Anna".to_owned(),
            name_folded: "ana sant anna".to_owned(),
            ..ana
        };
        contacts::update(db, id, &married, at(1)).await?;
        assert_eq!(found(db, &["santanna"]).await?, ["Ana Sant'Anna"]);
        assert!(found(db, &["davila"]).await?.is_empty());
    });
}

#[tokio::test]
async fn whoever_was_stored_before_is_found_without_punctuation_as_well() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let files = std::fs::read_dir(folder).expect("the folder");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut db = sqlx::SqliteConnection::connect("sqlite::memory:")
        .await
        .expect("a database");
    for file in files {
        if file.ends_with("0020_joined_words.sql") {
            sqlx::query(
                "INSERT INTO contacts
                    (name, name_folded, phone_digits, email_folded, created_at, updated_at)
                VALUES ('D''Ávila', 'd avila', '', '', 0, 0)",
            )
            .execute(&mut db)
            .await
            .expect("stored");
        }
        let sql = std::fs::read_to_string(file).expect("a migration");
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut db);
        done.await.expect("migrated");
    }
    let found: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM contact_parts WHERE contact_parts MATCH '\"davila\"'",
    )
    .fetch_one(&mut db)
    .await
    .expect("searched");
    assert_eq!(found, 1);
}

#[tokio::test]
async fn nothing_that_people_type_is_an_error() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        contact(db, "O'Brien \"Bob\" (x) AND-y", "1").await?;
        for query in [
            "", " ", "\"", "\"\"", "'", "*", "^", "a*", "-", "--", "( ", "AND", "OR NOT", "NEAR(",
            "\"bob\"", "{a}:", "é", "日本", "👍", "%%%", "a\"b",
        ] {
            found(db, &[query]).await?;
        }
        assert!(found(db, &[]).await?.is_empty());
        assert_eq!(found(db, &["\"bob\""]).await?.len(), 1);
        assert_eq!(found(db, &["o'brien"]).await?.len(), 1);
    });
}

#[tokio::test]
async fn among_thousands_the_newest_are_gathered_and_the_agents_own_are_known() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let mut ids = Vec::new();
        for number in 0..4000 {
            let name = if number % 2 == 0 { "Silva" } else { "Souza" };
            ids.push(
                contact(
                    db,
                    &format!("{name} {number:04}"),
                    &format!("55119{number:08}"),
                )
                .await?,
            );
        }
        contacts::talked(db, ids[3998], ANA, at(1)).await?;
        contacts::talked(db, ids[3998], ANA, at(9)).await?;
        contacts::talked(db, ids[3996], BRUNO, at(9)).await?;
        contacts::talked(db, ids[10], ANA, at(5)).await?;

        let silvas = candidates(db, &lookup(&["silv"]), ANA).await?;
        assert_eq!(i64::try_from(silvas.len()).expect("few"), CANDIDATES);
        assert_eq!(silvas[0].id, ids[3998]);
        assert_eq!(silvas[0].talked_at, Some(at(9)));
        assert_eq!(silvas[1].talked_at, None, "somebody else's talk");
        let best = found(db, &["silva 0042"]).await?;
        assert_eq!(best[0], "Silva 0042", "the others have it in their number");
        assert_eq!(found(db, &["00000077"]).await?, ["Souza 0077"]);
        assert_eq!(
            candidates(db, &lookup(&["so"]), ANA).await?[0].id,
            ids[3999]
        );

        let recent = contacts::recent(db, ANA, 10).await?;
        assert_eq!(
            recent.iter().map(|c| c.id).collect::<Vec<_>>(),
            [ids[3998], ids[10]]
        );
        assert_eq!(contacts::recent(db, ANA, 1).await?.len(), 1);
    });
}

#[tokio::test]
async fn free_hours_are_kept_between_a_contact_and_a_number_and_never_get_shorter() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let other = channels::upsert_from_platform(db, &listed("n2"), at(0)).await?;
        let conversation = desk.begin(db, None).await?;
        let end = async |db: &mut Db, channel| free_entries::end(db, desk.contact, channel).await;
        assert_eq!(end(db, desk.channel).await?, None);
        free_entries::keep(db, conversation, at(72)).await?;
        free_entries::keep(db, conversation, at(10)).await?;
        assert_eq!(end(db, desk.channel).await?, Some(at(72)));
        free_entries::keep(db, conversation, at(90)).await?;
        assert_eq!(end(db, desk.channel).await?, Some(at(90)));
        assert_eq!(end(db, other).await?, None);
    });
}

#[tokio::test]
async fn whoever_has_another_number_is_found_by_that_one() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let maria = contact(db, "Maria", "5511987654321").await?;
        contacts::moved(db, maria, "+5511900001111", "5511900001111", at(9)).await?;
        let facts = contacts::by_id(db, maria).await?.expect("there").facts;
        assert_eq!(facts.phone.as_deref(), Some("+5511900001111"));
        let found = |number| words(&[number]);
        let new = contacts::by_phone(db, &found("5511900001111")).await?;
        assert_eq!(new.len(), 1);
        let old = contacts::by_phone(db, &found("5511987654321")).await?;
        assert!(old.is_empty());
    });
}
