//! Texts, both ways: nothing a customer writes has an effect in Discord, everything fits, nothing
//! panics.

#![no_main]

use std::collections::BTreeMap;

use conecta_fuzz::assert_harmless;
use conecta_fuzz::domain::file_name;
use conecta_fuzz::domain::text::{Reading, Unit, escape_name, excerpt, split, to_whatsapp};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_harmless(text);

    let name = escape_name(text);
    assert!(!name.contains('\n'));
    assert_eq!(conecta_fuzz::discord::read(&name).effects, [""; 0]);
    assert!(!excerpt(text, 40).contains('\n'));

    let names = BTreeMap::from([(1, "Carla".to_owned())]);
    let reading = Reading {
        time_zone: chrono_tz::America::Sao_Paulo,
        weekdays: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
        names: &names,
    };
    let there = to_whatsapp(text, &reading);
    for part in split(&there, 4_096, Unit::Chars) {
        assert!(part.chars().count() <= 4_096);
        assert!(!part.trim().is_empty());
    }

    let safe = file_name::safe(text, "application/pdf", "arquivo");
    assert!(safe.ends_with(".pdf") || safe.to_lowercase().ends_with(".pdf"));
    assert!(safe.len() <= file_name::BYTES_MAX && !safe.contains(['/', '\\', '\n']));
});
