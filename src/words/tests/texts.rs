//! Reads the `.ftl` files as they stand and holds them to one another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::super::say::{FILES, try_say};
use super::super::{Args, Locale};

/// Arguments that are numbers and never words.
const NUMBERS: [&str; 13] = [
    "count", "done", "from", "length", "limit", "numbers", "page", "pages", "place", "seconds",
    "step", "to", "total",
];

/// As long as a name is where it has to fit: the text of a template's button has 25 characters at
/// most, and callers shorten a person's name to as much.
const NAME: &str = "Maria Aparecida de Souza!";

/// The id and the source of every text of one language, in order.
fn texts(locale: Locale) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (area, file) in FILES[locale.index()] {
        for line in file.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with(' ') {
                let (_, text) = texts.last_mut().expect("a text has begun");
                text.push('\n');
                text.push_str(line);
            } else {
                let (id, text) = line
                    .split_once(" =")
                    .unwrap_or_else(|| panic!("{locale}/{area}: {line}"));
                texts.push((id.to_owned(), text.to_owned()));
            }
        }
    }
    texts
}

/// What stands in braces: `$count` for an argument, the id for another text.
fn parts(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .map(|part| part.trim_start().split([' ', '}']).next().unwrap_or(""))
        .filter(|part| !part.is_empty() && !part.starts_with('"'))
        .collect()
}

/// What each text takes, with what the texts inside it take.
fn arguments(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let sources: BTreeMap<_, _> = texts(locale).into_iter().collect();
    fn collect(sources: &BTreeMap<String, String>, id: &str, into: &mut BTreeSet<String>) {
        let text = sources
            .get(id)
            .unwrap_or_else(|| panic!("there is no text {id}"));
        for part in parts(text) {
            match part.strip_prefix('$') {
                Some(name) => {
                    into.insert(name.to_owned());
                }
                None => collect(sources, part, into),
            }
        }
    }
    sources
        .keys()
        .map(|id| {
            let mut names = BTreeSet::new();
            collect(&sources, id, &mut names);
            (id.clone(), names)
        })
        .collect()
}

/// The text with every argument as long as it gets.
fn at_its_longest(locale: Locale, id: &str, names: &BTreeSet<String>) -> String {
    let mut args = Args::new();
    for name in names {
        if NUMBERS.contains(&name.as_str()) {
            args.set(name.clone(), 1000);
        } else {
            args.set(name.clone(), NAME);
        }
    }
    let (text, errors) = try_say(locale, id, &args).expect("the text exists");
    assert!(errors.is_empty(), "{locale} {id}: {errors:?}");
    text
}

fn everything() -> Vec<(Locale, String, String)> {
    Locale::ALL
        .into_iter()
        .flat_map(|locale| {
            arguments(locale).into_iter().map(move |(id, names)| {
                let text = at_its_longest(locale, &id, &names);
                (locale, id, text)
            })
        })
        .collect()
}

#[test]
fn every_language_has_the_same_texts_and_each_takes_the_same() {
    let portuguese = arguments(Locale::PtBr);
    assert!(portuguese.len() > 400, "the files are read");
    for locale in [Locale::En, Locale::Es] {
        let other = arguments(locale);
        let ids = |of: &BTreeMap<String, _>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (ours, theirs) = (ids(&portuguese), ids(&other));
        let apart: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(apart.is_empty(), "{locale}: {apart:?}");
        for (id, names) in &portuguese {
            assert_eq!(&other[id], names, "{locale} {id}");
        }
    }
}

#[test]
fn the_files_keep_the_same_order() {
    let ids = |locale| {
        let texts = texts(locale).into_iter();
        texts.map(|(id, _)| id).collect::<Vec<_>>()
    };
    let portuguese = ids(Locale::PtBr);
    let distinct: BTreeSet<_> = portuguese.iter().collect();
    assert_eq!(distinct.len(), portuguese.len(), "an id stands twice");
    for locale in [Locale::En, Locale::Es] {
        for (ours, theirs) in portuguese.iter().zip(ids(locale)) {
            assert_eq!(*ours, theirs, "{locale}");
        }
    }
}

#[test]
fn each_language_quotes_in_its_own_way() {
    for locale in Locale::ALL {
        let foreign = match locale {
            Locale::En => ['«', '»'],
            Locale::PtBr | Locale::Es => ['“', '”'],
        };
        for (id, text) in texts(locale) {
            assert!(!text.contains(foreign), "{locale} {id}: {text}");
        }
    }
}

#[test]
fn spanish_has_one_word_for_one_thing() {
    // A conversation is *nueva*, and what shows it a card.
    let elsewhere = [
        "los nuevos",
        "nuevos:",
        "ficha",
        "pegatina",
        "vídeo",
        "atencion",
    ];
    for (id, text) in texts(Locale::Es) {
        let text = text.to_lowercase();
        for word in elsewhere {
            assert!(!text.contains(word), "{id}: {text}");
        }
    }
}

#[test]
fn texts_fit_where_discord_shows_them() {
    // <https://discord.com/developers/docs/interactions/message-components>
    let limits = [
        ("-button", 80),
        ("-title", 45),
        ("-label", 45),
        ("-placeholder", 100),
        ("-name", 32),
        ("-description", 100),
    ];
    for (locale, id, text) in everything() {
        let limit = match id.as_str() {
            // What the contact's card says of the contact, not a name that Discord measures.
            "contact-name" => 2000,
            _ => limits
                .iter()
                .find(|(ending, _)| id.ends_with(ending))
                .map_or(2000, |(_, limit)| *limit),
        };
        let length = text.chars().count();
        assert!(
            (1..=limit).contains(&length),
            "{locale} {id}: {length} {text}"
        );
    }
}

#[test]
fn lines_of_ours_carry_our_sign_and_the_customers_do_not() {
    let ours = [
        "notice-",
        "ask-held-",
        "ask-queue-",
        "ask-stale-",
        "line-",
        "inbound-identity-",
        "inbound-number-",
        "inbound-user-id-",
        "inbound-news-",
    ];
    for (locale, id, text) in everything() {
        let sign = "-# ⚙️ ";
        if id == "ask-queue-facts" {
            continue;
        }
        let of_ours = ours.iter().any(|start| id.starts_with(start))
            || [
                "ask-doubt",
                "ask-opt-out",
                "discord-thread-again",
                "discord-post-failed",
            ]
            .contains(&id.as_str())
            || id == "wizard-transfer-wanted";
        for line in text.lines() {
            assert_eq!(line.starts_with(sign), of_ours, "{locale} {id}: {line}");
        }
    }
}

#[test]
fn command_names_are_as_discord_wants_them() {
    let mut siblings = BTreeSet::new();
    let mut seen = 0;
    for (locale, id, text) in everything() {
        let Some(path) = id
            .strip_prefix("command-")
            .and_then(|id| id.strip_suffix("-name"))
        else {
            continue;
        };
        seen += 1;
        // `^[-_'\p{L}\p{N}]{1,32}$`, and the lower case of every letter that has one.
        let legal = |c: char| c.is_alphanumeric() || "-_'".contains(c);
        assert!(text.chars().all(legal), "{locale} {id}: {text}");
        assert_eq!(text.to_lowercase(), text, "{locale} {id}");
        let (parent, own) = path.rsplit_once('-').unwrap_or(("", path));
        if locale == Locale::En {
            assert_eq!(own, text, "the English name is the one in the id");
        }
        let new = siblings.insert((locale.as_str(), parent.to_owned(), text.clone()));
        assert!(new, "{locale}: {text} stands twice beside its siblings");
    }
    assert!(seen >= 3 * 30, "the commands are read");
}

/// The ids that stand literally in calls of `say` outside this room.
fn ids_in(code: &str) -> Vec<&str> {
    code.split("say(")
        .skip(1)
        .filter_map(|call| {
            // The second argument is over where the third, a reference, begins.
            let call = call.split([';', '&']).next()?;
            call.split('"').nth(1)
        })
        .filter(|id| {
            let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            !id.is_empty() && id.chars().all(letters)
        })
        .collect()
}

#[test]
fn every_text_that_is_asked_for_exists() {
    fn visit(folder: &Path, known: &BTreeMap<String, BTreeSet<String>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("words") {
                    visit(&path, known);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let code = fs::read_to_string(&path).expect("readable");
                for id in ids_in(&code) {
                    assert!(known.contains_key(id), "{}: {id}", path.display());
                }
            }
        }
    }
    assert_eq!(
        ids_in(r#"x = say(locale, "a-b", &args! {}); say(l, id, &args! { "by" => a });"#),
        ["a-b"]
    );
    let known = arguments(Locale::PtBr);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    visit(&root.join("src"), &known);
    visit(&root.join("commands"), &known);
}
