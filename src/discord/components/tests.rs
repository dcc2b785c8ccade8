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
}

#[test]
fn a_select_has_at_most_25_options_and_asks_for_no_more_than_it_has() {
    let option = |n: i32| SelectOption::new(n.to_string(), "x");
    let select = Select::options(id(1), (0..30).map(option)).values(0, 40);
    let select = json_of(&ActionRow::from(select));
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
fn an_embed_is_cut_and_keeps_its_colour() {
    let embed = json_of(&Embed::new(&"á".repeat(5000)).colour(0xFF00_FF00));
    let text = embed["description"].as_str().expect("a text");
    assert_eq!(text.chars().count(), 4096);
    assert_eq!(embed["color"], 0xFF00);
    assert_eq!(json_of(&Embed::new("a")), json!({ "description": "a" }));
}
