use proptest::prelude::*;

use super::*;

fn at(days_ago: i64) -> DateTime<Utc> {
    now() - TimeDelta::days(days_ago)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a valid moment")
}

fn contact(id: i64, name: &str, email: &str, phone: &str) -> Candidate {
    Candidate {
        id,
        name: Folded::new(name),
        email: Folded::new(email),
        phone: phone_digits(phone),
        last_with_agent: None,
        last_seen: None,
    }
}

fn people() -> Vec<Candidate> {
    vec![
        contact(
            1,
            "José da Silva",
            "jose@exemplo.com.br",
            "+55 11 98765-4321",
        ),
        contact(2, "Maria José", "maria@loja.com", "+55 21 3456-7890"),
        contact(
            3,
            "Ana Souza",
            "ana.souza@exemplo.com.br",
            "+55 11 8765-0000",
        ),
        contact(4, "Luciana", "", "+1 650 253 0000"),
    ]
}

fn find(typed: &str) -> Vec<i64> {
    rank(&Query::parse(typed), &people(), now())
}

#[test]
fn folds() {
    let table = [
        ("José", "jose"),
        ("  Ana-Clara  D'Ávila ", "ana clara d avila"),
        ("ÇÃO", "cao"),
        ("Straße Łódź", "strasse lodz"),
        ("ana.souza@x.com", "ana souza x com"),
        ("Ｆｕｌｌ ２", "full 2"),
        ("İstanbul", "istanbul"),
        ("👎", ""),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(fold(text), expected, "{text}");
    }
}

#[test]
fn finds_by_any_part() {
    let table: [(&str, &[i64]); 20] = [
        ("jose", &[1, 2]),
        ("JOSÉ", &[1, 2]),
        ("josé da silva", &[1]),
        ("silva jose", &[1]),
        ("maria loja", &[2]),
        ("jo 9876", &[1]),
        ("9876", &[1]),
        ("98765-4321", &[1]),
        ("(11) 98765", &[1]),
        ("+55 11 98765-4321", &[1]),
        ("5511987654321", &[1]),
        // The same line with and without the ninth digit.
        ("8765-4321", &[1]),
        ("11 8765-4321", &[1]),
        ("98765-0000", &[3]),
        ("+55 11 98765-0000", &[3]),
        ("exemplo", &[3, 1]),
        ("ana", &[3, 4]),
        ("an", &[3, 4]),
        ("ana 253", &[4]),
        ("zé", &[]),
    ];
    for (typed, expected) in table {
        assert_eq!(find(typed), expected, "{typed}");
    }
}

#[test]
fn asks_the_index_only_for_what_it_can_find() {
    let trigram = |text: &str| Lookup::Trigram(text.to_owned());
    let table = [
        ("", Lookup::Recent),
        ("--", Lookup::Recent),
        ("j", Lookup::WordPrefix("j".to_owned())),
        ("Jô d", Lookup::WordPrefix("jo".to_owned())),
        ("jose", trigram("\"jose\"")),
        ("José da Silva", trigram("\"jose\" AND \"silva\"").grouped()),
        ("9876", trigram("\"9876\"")),
        ("9 8 7", trigram("\"987\"")),
        ("98", Lookup::WordPrefix("98".to_owned())),
        (
            "98765-4321",
            trigram("\"987654321\" OR \"87654321\" OR (\"98765\" AND \"4321\")"),
        ),
        ("a\"b OR c*", Lookup::WordPrefix("or".to_owned())),
    ];
    for (typed, expected) in table {
        assert_eq!(Query::parse(typed).lookup(), expected, "{typed}");
    }
}

impl Lookup {
    fn grouped(self) -> Self {
        match self {
            Self::Trigram(text) => Self::Trigram(format!("({text})")),
            other => other,
        }
    }
}

#[test]
fn orders_by_fit_then_agent_then_recency() {
    let seen = |id, name: &str, agent: Option<i64>, seen: Option<i64>| Candidate {
        last_with_agent: agent.map(at),
        last_seen: seen.map(at),
        ..contact(id, name, "", "")
    };
    let contacts = [
        seen(1, "Luciana Reis", Some(1), Some(1)),
        seen(2, "Ana Reis", None, Some(2)),
        seen(3, "Ana Lima", Some(5), Some(5)),
        seen(4, "Ana Dias", Some(31), Some(31)),
        seen(5, "Ana", None, None),
        seen(6, "Ana Melo", None, Some(1)),
        seen(7, "Maria Ana", Some(0), Some(0)),
    ];
    let found = rank(&Query::parse("ana"), &contacts, now());
    assert_eq!(found, [5, 3, 6, 2, 4, 7, 1]);
    let recent = rank(&Query::parse(""), &contacts, now());
    assert_eq!(recent, [7, 1, 3, 6, 2, 4, 5]);
}

#[test]
fn punctuation_hides_nobody() {
    let people = [
        contact(1, "Ana-Clara D'Ávila", "ana.souza@x.com", ""),
        contact(2, "Bia Sant’Anna", "", ""),
        contact(3, "Davila", "", ""),
    ];
    let table: [(&str, &[i64]); 9] = [
        ("davila", &[3, 1]),
        ("D'Ávila", &[1, 3]),
        ("d avila", &[1, 3]),
        ("anaclara", &[1]),
        ("ana-clara davila", &[1]),
        ("santanna", &[2]),
        ("sant'anna", &[2]),
        ("anasouza@x", &[1]),
        // A space parts words.
        ("claradavila", &[]),
    ];
    for (typed, expected) in table {
        let found = rank(&Query::parse(typed), &people, now());
        assert_eq!(found, expected, "{typed}");
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn a_contact_is_found_by_any_part_of_its_name(
        name in "[A-Za-zÀ-ÿ]{1,12}( [A-Za-zÀ-ÿ]{1,12}){0,3}",
        from in 0usize..40,
        len in 1usize..12,
    ) {
        let part: String = name.chars().skip(from).take(len).collect();
        let found = rank(&Query::parse(&part), &[contact(1, &name, "", "")], now());
        prop_assert_eq!(found, [1]);
    }

    #[test]
    fn a_lookup_is_always_well_quoted(typed in any::<String>()) {
        if let Lookup::Trigram(text) = Query::parse(&typed).lookup() {
            let outside: String = text.split('"').step_by(2).collect();
            let left = outside.replace(" AND ", "").replace(" OR ", "");
            prop_assert!(left.chars().all(|c| c == '(' || c == ')'), "{}", text);
            prop_assert_eq!(text.matches('"').count() % 2, 0);
        }
    }
}
