use serde_json::{Value, json};

use super::*;
use crate::discord::custom_id::Verb;

fn id(number: i64) -> CustomId {
    CustomId::new(Verb::Open, number)
}

fn json_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("components are serialisable")
}

fn button(number: i64) -> Button {
    Button::new(ButtonStyle::Primary, id(number), "Abrir")
}

#[test]
fn a_button_is_what_discord_expects() {
    assert_eq!(
        json_of(&button(7)),
        json!({ "type": 2, "style": 1, "label": "Abrir", "custom_id": "v1:open:7" })
    );
    let link = Button::link("https://discord.com/channels/1/2", "Ver").disabled(true);
    assert_eq!(
        json_of(&link),
        json!({
            "type": 2, "style": 5, "label": "Ver",
            "url": "https://discord.com/channels/1/2", "disabled": true
        })
    );
}

#[test]
fn buttons_fill_rows_of_five_and_a_message_has_five_rows() {
    let rows = json_of(&button_rows((0..7).map(button)));
    assert_eq!(rows[0]["type"], 1);
    assert_eq!(rows[0]["components"].as_array().map(Vec::len), Some(5));
    assert_eq!(rows[1]["components"].as_array().map(Vec::len), Some(2));
    assert_eq!(button_rows((0..40).map(button)).len(), 5);
    assert_eq!(button_rows([]), []);
}

#[test]
fn texts_are_cut_at_their_limits() {
    let long = "á".repeat(5000);
    let length = |value: &Value| value.as_str().map(|text| text.chars().count());
    let button = json_of(&Button::new(ButtonStyle::Danger, id(1), &long));
    assert_eq!(length(&button["label"]), Some(80));
    let option = json_of(&SelectOption::new("v", &long).description(&long));
    assert_eq!(length(&option["label"]), Some(100));
    assert_eq!(length(&option["description"]), Some(100));
    let select = json_of(&Select::user(id(1)).placeholder(&long));
    assert_eq!(length(&select["placeholder"]), Some(150));
    let input = TextInput::paragraph("p0", &long)
        .placeholder(&long)
        .value(&long);
    let modal = json_of(&Modal::new(id(1), &long, [input.length(1, 60)]));
    assert_eq!(length(&modal["title"]), Some(45));
    let input = &modal["components"][0]["components"][0];
    assert_eq!(length(&input["label"]), Some(45));
    assert_eq!(length(&input["placeholder"]), Some(100));
    assert_eq!(length(&input["value"]), Some(60));
    assert_eq!(
        length(&json_of(&TextDisplay::new(&long))["content"]),
        Some(4000)
    );
}

#[test]
fn a_select_has_at_most_25_options_and_asks_for_no_more_than_it_has() {
    let option = |n: i32| SelectOption::new(n.to_string(), "x");
    let select = Select::options(id(1), (0..30).map(option)).values(0, 40);
    let select = json_of(&Component::from(select));
    let inner = &select["components"][0];
    assert_eq!(inner["type"], 3);
    assert_eq!(inner["options"].as_array().map(Vec::len), Some(25));
    assert_eq!(
        (&inner["min_values"], &inner["max_values"]),
        (&json!(0), &json!(25))
    );
    let two = json_of(&Select::options(id(1), (0..2).map(option)).values(9, 9));
    assert_eq!(
        (&two["min_values"], &two["max_values"]),
        (&json!(2), &json!(2))
    );
}

#[test]
fn a_chosen_role_or_channel_is_named_by_a_string() {
    let role = json_of(&Select::role(id(1), Some(5.into())));
    assert_eq!(
        role["default_values"],
        json!([{ "type": "role", "id": "5" }])
    );
    let channel = json_of(&Select::text_channel(id(1), Some(6.into())));
    assert_eq!(channel["channel_types"], json!([0]));
    assert_eq!(
        channel["default_values"],
        json!([{ "type": "channel", "id": "6" }])
    );
}

#[test]
fn a_modal_has_at_most_five_inputs() {
    let inputs = (0..9).map(|n| TextInput::line(format!("p{n}"), "Nome").optional());
    let modal = json_of(&Modal::new(id(3), "Parâmetros", inputs));
    assert_eq!(modal["components"].as_array().map(Vec::len), Some(5));
    assert_eq!(
        modal["components"][4],
        json!({ "type": 1, "components": [
            { "type": 4, "custom_id": "p4", "style": 1, "label": "Nome", "required": false }
        ] })
    );
}

#[test]
fn a_container_holds_texts_lines_sections_and_rows() {
    let section = Section::new((0..5).map(|_| TextDisplay::new("a")), button(1));
    let container = Container::new(Some(0xFF00_FF00))
        .text("**Ana**")
        .line()
        .section(section)
        .rows(button_rows([button(2)]));
    let container = json_of(&Component::Container(container));
    assert_eq!(container["type"], 17);
    assert_eq!(container["accent_color"], 0xFF00);
    let kinds: Vec<&Value> = container["components"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|component| &component["type"])
        .collect();
    assert_eq!(kinds, [10, 14, 9, 1]);
    let section = &container["components"][2];
    assert_eq!(section["components"].as_array().map(Vec::len), Some(3));
    assert_eq!(section["accessory"]["type"], 2);
}

#[test]
fn an_embed_keeps_within_6000_characters_and_25_fields() {
    let long = "x".repeat(9000);
    let embed = Embed::new().title("t").description(&long).footer("f");
    let full = (0..40).fold(embed, |embed, n| embed.field(&n.to_string(), &long, false));
    let full = json_of(&full);
    let fields = full["fields"].as_array().expect("fields");
    let total: usize = fields
        .iter()
        .flat_map(|field| [&field["name"], &field["value"]])
        .chain([
            &full["title"],
            &full["description"],
            &full["footer"]["text"],
        ])
        .filter_map(|text| text.as_str().map(|text| text.chars().count()))
        .sum();
    assert_eq!(total, 6000);
    let empty = |key: &str, field: &Value| field[key].as_str() == Some("");
    assert!(
        !fields
            .iter()
            .any(|field| empty("name", field) || empty("value", field))
    );

    let many = (0..40).fold(Embed::new(), |embed, _| embed.field("a", "b", true));
    assert_eq!(json_of(&many)["fields"].as_array().map(Vec::len), Some(25));
    assert_eq!(json_of(&Embed::new().field("a", " ", true)), json!({}));
}
