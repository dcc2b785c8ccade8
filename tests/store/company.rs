use conecta::domain::conversation::Notify;
use conecta::domain::ids::{PlaceId, PostId, RoleId, TemplateId};
use conecta::domain::pause::Pause;
use conecta::domain::price::{Category, Rate};
use conecta::domain::rules::Rules;
use conecta::domain::template::MediaKind;
use conecta::store::channels::{self, Listed};
use conecta::store::people;
use conecta::store::rates;
use conecta::store::standing::{self, StandingFile};
use conecta::store::teams::{self, Standing, TeamFacts};
use conecta::store::templates::{self, ListedTemplate};
use conecta::store::{StoreError, installation};
use serde_json::json;

use crate::{ANA, Base, at, listed, team_facts, unit};

#[tokio::test]
async fn settings_are_overwritten() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        installation::set_setting(db, "reactions", &vec!["👍"], at(0)).await?;
        installation::set_setting(db, "reactions", &vec!["👍", "🙏"], at(1)).await?;
        let kept: Option<Vec<String>> = installation::setting(db, "reactions").await?;
        assert_eq!(kept.expect("set").len(), 2);
    });
}

#[tokio::test]
async fn a_number_keeps_what_people_said_when_the_platform_is_read_again() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let team = teams::create(db, &team_facts("Vendas", 10), at(0)).await?;
        let id = channels::upsert_from_platform(db, &listed("n1"), at(0)).await?;
        let fresh = channels::by_id(db, id).await?.expect("there");
        assert!(!fresh.enabled, "off until switched on");
        assert_eq!(fresh.name, "Loja");

        channels::count_off(db, id).await?;
        channels::count_off(db, id).await?;
        assert_eq!(channels::by_id(db, id).await?.expect("there").off_count, 2);
        channels::set_name(db, id, "Financeiro").await?;
        channels::set_default_team(db, id, Some(team)).await?;
        channels::set_enabled(db, id, true).await?;
        let pause = Pause {
            since: at(6),
            until: None,
        };
        channels::pause(db, id, pause, "token").await?;

        let renamed = Listed {
            verified_name: "Loja Nova".to_owned(),
            quality: Some("GREEN".to_owned()),
            ..listed("n1")
        };
        assert_eq!(
            channels::upsert_from_platform(db, &renamed, at(9)).await?,
            id
        );
        let kept = channels::by_phone_number_id(db, "n1")
            .await?
            .expect("there");
        assert_eq!(kept.listed, renamed);
        assert_eq!(kept.name, "Financeiro");
        assert_eq!(kept.default_team, Some(team));
        assert_eq!(kept.pause, Some(pause));
        assert_eq!(kept.pause_reason.as_deref(), Some("token"));
        assert!(kept.enabled);
        assert_eq!(kept.off_count, 0, "counted anew since it is on");

        channels::unpause(db, id).await?;
        channels::upsert_from_platform(db, &listed("n2"), at(9)).await?;
        let all = channels::list(db).await?;
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].pause, &all[0].pause_reason), (None, &None));
        assert_eq!(channels::by_phone_number_id(db, "n3").await?, None);
    });
}

#[tokio::test]
async fn teams_are_found_by_channel_and_by_roles() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let sales = teams::create(db, &team_facts("Vendas", 10), at(0)).await?;
        let money = teams::create(db, &team_facts("Financeiro", 20), at(0)).await?;
        let taken = teams::create(db, &team_facts("Outra", 10), at(0)).await;
        assert!(
            matches!(taken, Err(StoreError::Taken(_))),
            "one team per channel"
        );

        let names: Vec<String> = teams::list(db)
            .await?
            .into_iter()
            .map(|t| t.facts.name)
            .collect();
        assert_eq!(names, ["Financeiro", "Vendas"]);
        let found = teams::by_place(db, PlaceId(20)).await?.expect("there");
        assert_eq!(found.id, money);
        let mine = teams::of_member(db, &[RoleId(11), RoleId(99), RoleId(22)]).await?;
        assert_eq!(mine.iter().map(|t| t.id).collect::<Vec<_>>(), [sales]);
        let seen = teams::of_supervisor(db, &[RoleId(11), RoleId(22)]).await?;
        assert_eq!(seen.iter().map(|t| t.id).collect::<Vec<_>>(), [money]);
        assert!(teams::of_member(db, &[]).await?.is_empty());

        let changed = TeamFacts {
            rules: Rules {
                undo_s: 12,
                ..Rules::default()
            },
            supervisor_role: None,
            ..team_facts("Vendas 2", 30)
        };
        teams::update(db, sales, &changed).await?;
        assert_eq!(
            teams::by_id(db, sales).await?.expect("there").facts,
            changed
        );

        teams::archive(db, sales, at(5)).await?;
        teams::archive(db, sales, at(6)).await?;
        let gone = teams::by_id(db, sales).await?.expect("there");
        assert_eq!(gone.archived_at, Some(at(5)));
        assert_eq!(teams::by_place(db, PlaceId(30)).await?, None);
        assert_eq!(teams::list(db).await?.len(), 1);
        teams::create(db, &team_facts("Sucessora", 30), at(7)).await?;
    });
}

#[tokio::test]
async fn a_team_is_ready_once_it_has_a_role_and_a_channel() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let whole = team_facts("Vendas", 10);
        let without_role = TeamFacts {
            role: None,
            ..whole.clone()
        };
        let without_place = TeamFacts {
            place: None,
            ..whole.clone()
        };
        let id = teams::create(db, &without_role, at(0)).await?;
        for (facts, ready) in [(without_role, false), (without_place, false), (whole, true)] {
            teams::update(db, id, &facts).await?;
            let team = teams::by_id(db, id).await?.expect("there");
            assert_eq!((team.is_ready(), team.facts), (ready, facts));
        }
    });
}

#[tokio::test]
async fn the_news_message_stays_due_if_something_changed_while_it_was_posted() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let team = teams::create(db, &team_facts("Vendas", 10), at(0)).await?;
        assert_eq!(teams::due_news(db, team).await?, None);
        teams::touch_news(db, team).await?;
        let due = teams::due_news(db, team).await?.expect("due");
        teams::touch_news(db, team).await?;
        let standing = Standing {
            place: PlaceId(10),
            post: PostId(77),
            at: at(1),
        };
        teams::set_news(db, team, standing, due.revision).await?;
        let due = teams::due_news(db, team).await?.expect("due");
        assert_eq!(due.team.news, Some(standing));
        let before = due.shown;
        teams::set_news(db, team, standing, due.revision).await?;
        assert_eq!(teams::due_news(db, team).await?, None);
        teams::lose_news(db, team).await?;
        let due = teams::due_news(db, team).await?.expect("due");
        assert_eq!(due.team.news, None);
        assert_ne!(due.shown, before, "another one is posted");
    });
}

#[tokio::test]
async fn a_person_keeps_language_and_wishes() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        assert_eq!(people::get(db, ANA).await?, None);
        people::seen(db, ANA, "Ana", Some("pt-BR"), at(0)).await?;
        people::set_notify(db, ANA, Notify::Every).await?;
        people::seen(db, ANA, "Ana Souza", None, at(1)).await?;
        let ana = people::get(db, ANA).await?.expect("seen");
        assert_eq!(ana.name, "Ana Souza");
        assert_eq!(ana.locale.as_deref(), Some("pt-BR"));
        assert_eq!(ana.notify, Notify::Every);
    });
}

fn template(name: &str, status: &str) -> ListedTemplate {
    ListedTemplate {
        meta_id: format!("id-{name}"),
        name: name.to_owned(),
        language: "pt_BR".to_owned(),
        category: "MARKETING".to_owned(),
        status: status.to_owned(),
        definition: json!({"components": [{"type": "BODY", "text": "Olá {{1}}"}]}),
        fingerprint: format!("f-{name}"),
        quality: None,
    }
}

fn photo() -> StandingFile {
    StandingFile {
        key: "aa11".to_owned(),
        kind: MediaKind::Image,
        name: "foto.jpg".to_owned(),
        mime: "image/jpeg".to_owned(),
    }
}

#[tokio::test]
async fn an_upload_is_good_for_its_number_and_its_file_and_for_a_time() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        templates::replace_all(db, "waba", &[template("a", "APPROVED")], at(1)).await?;
        let a = templates::list(db, "waba").await?[0].id;
        let sales = channels::upsert_from_platform(db, &listed("n1"), at(0)).await?;
        let other = channels::upsert_from_platform(db, &listed("n2"), at(0)).await?;
        standing::uploaded(db, a, sales, "aa11", "55", at(10)).await?;
        assert_eq!(
            standing::upload(db, a, sales, "aa11", at(9))
                .await?
                .as_deref(),
            Some("55")
        );
        assert_eq!(standing::upload(db, a, sales, "aa11", at(10)).await?, None);
        assert_eq!(standing::upload(db, a, sales, "bb22", at(9)).await?, None);
        assert_eq!(standing::upload(db, a, other, "aa11", at(9)).await?, None);
        standing::uploaded(db, a, sales, "bb22", "66", at(20)).await?;
        assert_eq!(standing::upload(db, a, sales, "aa11", at(9)).await?, None);
        assert_eq!(
            standing::upload(db, a, sales, "bb22", at(9))
                .await?
                .as_deref(),
            Some("66")
        );
        standing::forget(db, other, "66").await?;
        assert!(
            standing::upload(db, a, sales, "bb22", at(9))
                .await?
                .is_some()
        );
        standing::forget(db, sales, "66").await?;
        assert_eq!(standing::upload(db, a, sales, "bb22", at(9)).await?, None);
    });
}

#[tokio::test]
async fn templates_keep_what_we_added_and_are_open_to_their_teams_only() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let sales = teams::create(db, &team_facts("Vendas", 10), at(0)).await?;
        let money = teams::create(db, &team_facts("Financeiro", 20), at(0)).await?;
        let three = [
            template("a", "APPROVED"),
            template("b", "APPROVED"),
            template("c", "PAUSED"),
        ];
        templates::replace_all(db, "waba", &three, at(1)).await?;
        templates::replace_all(db, "other", &three, at(1)).await?;
        let all = templates::list(db, "waba").await?;
        assert_eq!(all.len(), 3);
        assert_eq!(
            (
                all[0].listed.category.as_str(),
                all[0].listed.status.as_str()
            ),
            ("marketing", "approved")
        );
        assert_eq!(all[0].listed.definition, three[0].definition);

        let (a, b) = (all[0].id, all[1].id);
        templates::restrict(db, b, &[money]).await?;
        templates::set_mapping(db, a, Some(&json!({"1": "name"}))).await?;
        standing::set(db, a, Some(&photo())).await?;
        let for_sales = templates::approved(db, "waba", sales).await?;
        assert_eq!(for_sales.iter().map(|t| t.id).collect::<Vec<_>>(), [a]);
        let for_money = templates::approved(db, "waba", money).await?;
        assert_eq!(for_money.iter().map(|t| t.id).collect::<Vec<_>>(), [a, b]);
        templates::restrict(db, b, &[]).await?;
        assert_eq!(templates::approved(db, "waba", sales).await?.len(), 2);

        // b is no longer listed, and a changed.
        let changed = ListedTemplate {
            fingerprint: "f2".to_owned(),
            ..template("a", "APPROVED")
        };
        templates::replace_all(db, "waba", &[changed], at(2)).await?;
        let kept = templates::by_id(db, a).await?.expect("there");
        assert_eq!(kept.listed.fingerprint, "f2");
        assert_eq!(kept.mapping, Some(json!({"1": "name"})));
        assert_eq!(kept.standing_file, Some(photo()));
        assert_eq!(kept.fingerprint(), "f2:aa11");
        assert_eq!(kept.standing(Some(MediaKind::Image)), Some(&photo()));
        assert_eq!(kept.standing(Some(MediaKind::Video)), None);
        assert_eq!((kept.fetched_at, kept.gone_at), (at(2), None));
        assert_eq!(
            templates::by_id(db, b).await?.expect("there").gone_at,
            Some(at(2))
        );
        assert_eq!(templates::approved(db, "waba", sales).await?.len(), 1);
        assert_eq!(templates::approved(db, "other", sales).await?.len(), 2);

        let paused = [template("a", "PAUSED")];
        templates::replace_all(db, "waba", &paused, at(3)).await?;
        assert!(templates::approved(db, "waba", sales).await?.is_empty());
        templates::replace_all(db, "waba", &three, at(3)).await?;
        assert_eq!(
            templates::by_id(db, b).await?.expect("there").gone_at,
            None,
            "it came back"
        );
        assert_eq!(templates::by_id(db, TemplateId(99)).await?, None);
    });
}

#[tokio::test]
async fn a_new_table_of_prices_takes_the_place_of_the_old_one() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let rate = |region: &str, micros, from: &str| Rate {
            region: region.to_owned(),
            category: Category::Marketing,
            currency: "BRL".to_owned(),
            micros,
            from: from.parse().expect("a day"),
        };
        rates::replace_all(db, &[rate("XX", 1, "2026-01-01")]).await?;
        let two = [
            rate("BR", 350_000, "2026-01-01"),
            rate("BR", 360_000, "2026-07-01"),
        ];
        rates::replace_all(db, &two).await?;
        assert_eq!(
            rates::all(db).await?,
            [two[1].clone(), two[0].clone()],
            "newest first"
        );
    });
}
