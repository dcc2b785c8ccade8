//! The checks find what they should, and nothing else.

use std::collections::BTreeMap;

use super::files::{self, Source};
use super::lexer::{Kind, tokens};
use super::{paths, rooms, texts};

fn paths_in(name: &str, text: &str) -> Vec<String> {
    let source = Source::new(name, text);
    paths::found(&source.tokens, &source.module)
        .into_iter()
        .map(|found| format!("{} {}", found.line, found.path.join("::")))
        .collect()
}

fn floors(name: &str, text: &str) -> usize {
    rooms::broken_floors(&Source::new(name, text)).len()
}

#[test]
fn comments_and_texts_are_no_code() {
    let code = r##"
        // crate::a
        /* crate::b /* crate::c */ crate::d */
        let x = "crate::e \" crate::f"; let y = r#"crate::g " "#; let z = '"'; let l: &'a str = b"\\";
        crate::h
    "##;
    let texts: Vec<_> = tokens(code)
        .into_iter()
        .filter_map(|token| match token.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(texts, [r#"crate::e \" crate::f"#, r#"crate::g " "#, r"\\"]);
    assert_eq!(paths_in("src/x.rs", code), ["5 h"]);
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let code = "
        use crate::store::{self, writer::{Db, Unit as U}, *};
        use crate::{words::say, desk};
        pub(in crate::courier) fn f(x: &crate::clock::Clock) -> Vec<crate::channels::Sent> {
            crate::discord::post::<crate::domain::ids::PlaceId>(super::super::cli::run())
        }
        mod inner { mod deeper { use super::super::super::super::app; } use super::sibling; }
        self::own(); Self::other(self.field); $crate::words::Args::new();
    ";
    assert_eq!(
        paths_in("src/courier/retry.rs", code),
        [
            "2 store",
            "2 store::writer::Db",
            "2 store::writer::Unit",
            "2 store::*",
            "3 words::say",
            "3 desk",
            "4 courier",
            "4 clock::Clock",
            "4 channels::Sent",
            "5 discord::post",
            "5 domain::ids::PlaceId",
            "5 cli::run",
            "7 app",
            "7 courier::retry::sibling",
            "8 courier::retry::own",
            "8 words::Args::new",
        ]
    );
}

#[test]
fn a_broken_floor_is_found() {
    let broken = [
        ("src/domain/step/mod.rs", "use crate::store::Db;"),
        (
            "src/domain/step/mod.rs",
            "use super::super::{clock, words};",
        ),
        (
            "src/domain/ids.rs",
            "fn f() { super::super::store::open() }",
        ),
        ("src/words/say.rs", "use crate::{discord::marks};"),
        (
            "src/store/writer.rs",
            "mod tests { use crate::desk::Desk; }",
        ),
        (
            "src/channels/mod.rs",
            "fn f() -> crate::store::Store { todo() }",
        ),
        ("src/discord/sender.rs", "use crate::store;"),
        ("src/desk/mod.rs", "use crate::channels::Channel;"),
        ("src/desk/mod.rs", "use crate::words::{self, say};"),
        ("src/courier/mod.rs", "use crate::intake::Queues;"),
        ("src/intake/mod.rs", "use crate::app::*;"),
        ("commands/start.rs", "use crate::channels::Channel;"),
        ("commands/start.rs", "use crate::store::Store;"),
        ("commands/start.rs", "use crate::store::teams::list;"),
        ("commands/start.rs", "use crate::{cli, courier};"),
        ("src/desk/mod.rs", "use crate::attic::Box;"),
        ("src/desk/mod.rs", "use crate::*;"),
    ];
    for (name, text) in broken {
        assert_ne!(floors(name, text), 0, "{name}: {text}");
    }
    assert_eq!(floors("commands/start.rs", "use crate::{cli, courier};"), 2);
}

#[test]
fn what_is_allowed_is_not_found() {
    let sound = [
        (
            "src/domain/step/mod.rs",
            "use crate::domain::ids; use super::ids;",
        ),
        (
            "src/desk/mod.rs",
            "use crate::{domain::step, store::Store};",
        ),
        (
            "src/courier/mod.rs",
            "use crate::{channels, discord, words, desk, underway};",
        ),
        (
            "commands/start.rs",
            "use crate::{desk::Desk, store::teams::Team, words::say};",
        ),
        ("src/cli.rs", "use crate::{app, config, commands, intake};"),
        ("src/lib.rs", "pub mod store; use crate::store::Store;"),
        (
            "src/domain/ids.rs",
            "// use crate::store;\nconst X: &str = \"crate::store\";",
        ),
    ];
    for (name, text) in sound {
        let found = rooms::broken_floors(&Source::new(name, text));
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn the_message_says_what_to_do() {
    let found = rooms::broken_floors(&Source::new("src/words/a.rs", "\nuse crate::desk::Desk;"));
    assert_eq!(
        found,
        ["src/words/a.rs:2: words may not use desk (crate::desk::Desk); it may use domain"]
    );
}

#[test]
fn what_does_not_belong_to_the_core_is_found() {
    let impure = |name, text| rooms::impure(&Source::new(name, text)).len();
    assert_eq!(impure("src/domain/step/mod.rs", "use tokio::time;"), 1);
    assert_eq!(
        impure("src/domain/a.rs", "fn f() { serenity::all::f() }"),
        1
    );
    assert_eq!(
        impure("src/domain/a.rs", "/// As tokio does.\nfn f() {}"),
        0
    );
    assert_eq!(impure("src/discord/a.rs", "use tokio::time;"), 0);
}

#[test]
fn stray_sql_is_found() {
    let stray = |name, text| rooms::stray_sql(&Source::new(name, text)).len();
    let desk = "src/desk/mod.rs";
    assert_eq!(stray(desk, r#"let q = "SELECT id\n  FROM contacts";"#), 1);
    assert_eq!(
        stray(desk, r#"let q = "UPDATE x SET a = 1"; sqlx::query(q);"#),
        2
    );
    assert_eq!(
        stray(desk, r#"let q = "Select a template from the list";"#),
        0
    );
    assert_eq!(
        stray("src/store/a.rs", r#"let q = "DELETE FROM x"; sqlx"#),
        0
    );
}

#[test]
fn unfinished_work_is_found() {
    let undone = |text: &str| files::undone(&Source::new("src/a.rs", text)).len();
    assert_eq!(undone(concat!("// TO", "DO: later")), 1);
    assert_eq!(undone(concat!("/// FIX", "ME")), 1);
    assert_eq!(undone("fn f() { todo!() }"), 1);
    assert_eq!(undone("fn f() { dbg!(x); unimplemented!() }"), 2);
    assert_eq!(undone("fn todo() { METODO; todo() }"), 0);
}

#[test]
fn long_files_are_found() {
    let lines = |count| Source::new("src/a.rs", &"\n".repeat(count)).too_long();
    assert_eq!(lines(500), None);
    assert!(lines(501).is_some_and(|found| found.contains("501")));
}

#[test]
fn names_of_the_workplace_are_found() {
    let found = |text: &str| files::workplace(&("README.md".to_owned(), text.to_owned())).len();
    assert_eq!(found(concat!("See /wo", "rk/main.")), 1);
    assert_eq!(found(concat!("by Clau", "de")), 1);
    assert_eq!(found("A desk at work, and at home."), 0);
}

#[test]
fn broken_links_are_found() {
    let links = |text: &str| files::broken_links(&("README.md".to_owned(), text.to_owned()));
    assert_eq!(
        links("[a](src/lib.rs) [b](https://example.com) [c](#part)"),
        Vec::<String>::new()
    );
    assert_eq!(
        links("[a](src/nothing.rs)"),
        ["README.md: there is no src/nothing.rs"]
    );
}

#[test]
fn a_shared_belief_is_found() {
    let found = |name, text| rooms::shared_belief(&Source::new(name, text)).len();
    assert_eq!(found("tests/sandbox/src/a.rs", "use conecta::domain;"), 1);
    assert_eq!(
        found("tests/sandbox/tests/a.rs", "use conecta_sandbox::wire;"),
        0
    );
    assert_eq!(found("tests/demo/src/a.rs", "use conecta::domain;"), 0);
}

#[test]
fn texts_are_matched_with_what_says_them() {
    let known: BTreeMap<String, Vec<String>> = [
        ("plain", &[][..]),
        ("reason-closed", &["inside"][..]),
        ("inside", &[]),
        ("command-start-name", &[]),
        ("command-name", &[]),
        ("never", &[]),
    ]
    .into_iter()
    .map(|(id, inside)| {
        let inside = inside.iter().map(|id| (*id).to_owned()).collect();
        (id.to_owned(), inside)
    })
    .collect();
    let code = r#"say(l, "plain", &a); format!("reason-{}", x); format!("command-{id}-name"); format!("{x}-y")"#;
    let source = Source::new("src/a.rs", code);
    assert_eq!(
        texts::unused_in(&known, &[source]),
        [
            "the text command-name is never said",
            "the text never is never said"
        ]
    );

    let code = r#"say(l, if x { "a-b" } else { "c" }, &args! { "by" => z }); print("d-e")"#;
    let said = texts::said(&Source::new("src/a.rs", code));
    assert_eq!(said, [(1, "a-b".to_owned()), (1, "c".to_owned())]);
}
