//! Templates as a company could have had approved, and what its agents type into their forms.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A template and what is typed.
#[derive(Debug, Clone)]
pub struct Case {
    /// The definition, without its name.
    pub template: Value,
    /// Its other languages.
    pub others: Vec<&'static str>,
    /// For each field in turn.
    pub typed: Vec<Typed>,
}

/// What is typed into one field, by what it asks for.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Into a long text.
    pub text: String,
    /// Into one line.
    pub line: String,
    /// Where a code or the end of an address belongs.
    pub word: String,
    /// Where degrees belong.
    pub degrees: String,
}

const LANGUAGES: [&str; 4] = ["pt_BR", "en_US", "es", "zh_HK"];

/// Any of them.
pub fn case() -> impl Strategy<Value = Case> {
    let template = prop_oneof![9 => ordinary().boxed(), 1 => one_time_code().boxed()];
    let language = prop::sample::select(&LANGUAGES[..]);
    (template, language, vec(typed(), 4..=8)).prop_map(|(mut template, language, typed)| {
        template["language"] = json!(language);
        let others = LANGUAGES.into_iter().filter(|other| *other != language);
        Case {
            template,
            others: others.collect(),
            typed,
        }
    })
}

fn ordinary() -> impl Strategy<Value = Value> {
    let category = prop::sample::select(vec!["MARKETING", "UTILITY"]);
    any::<bool>().prop_flat_map(move |named| {
        let footer = option::of(Just("Loja da Ana · responda SAIR"));
        (
            header(named),
            body(named),
            footer,
            buttons(),
            category.clone(),
        )
            .prop_map(move |(header, body, footer, buttons, category)| {
                let mut components: Vec<Value> = header.into_iter().collect();
                components.push(json!({ "type": "BODY", "text": body }));
                components.extend(footer.map(|text| json!({ "type": "FOOTER", "text": text })));
                if !buttons.is_empty() {
                    components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
                }
                let format = if named { "NAMED" } else { "POSITIONAL" };
                json!({
                    "category": category, "parameter_format": format, "components": components,
                })
            })
    })
}

/// The three ways in which a one-time code is taken over: copied, filled in at a tap, or without one.
/// The list shows the button as it was submitted, or as a link to a page of WhatsApp's.
fn one_time_code() -> impl Strategy<Value = Value> {
    let app = json!([{ "package_name": "br.loja", "signature_hash": "K8a/AINcGX7" }]);
    let otp = |kind: &str| json!({ "type": "OTP", "otp_type": kind, "text": "Copiar código" });
    let with_app = move |kind: &str| {
        let mut button = otp(kind);
        button["autofill_text"] = json!("Preencher");
        button["supported_apps"] = app.clone();
        button
    };
    let url = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}";
    let buttons = vec![
        otp("COPY_CODE"),
        with_app("ONE_TAP"),
        with_app("ZERO_TAP"),
        json!({ "type": "URL", "text": "Copiar código", "url": url }),
    ];
    prop::sample::select(buttons).prop_map(|button| {
        json!({
            "category": "AUTHENTICATION",
            "components": [
                { "type": "BODY", "text": "{{1}} é o seu código." },
                { "type": "BUTTONS", "buttons": [button] },
            ],
        })
    })
}

/// Templates that cannot be sent from here.
pub fn unsendable() -> Vec<(&'static str, Value)> {
    let body = json!({ "type": "BODY", "text": "Oi" });
    let with_button = |kind: &str| json!([body, { "type": "BUTTONS", "buttons": [{ "type": kind, "text": "Abrir" }] }]);
    let card = json!({ "components": [body] });
    let shapes = vec![
        (
            "a row of cards",
            json!([body, { "type": "CAROUSEL", "cards": [card, card] }]),
        ),
        (
            "an offer that ends",
            json!([body, { "type": "LIMITED_TIME_OFFER" }]),
        ),
        (
            "a product above",
            json!([body, { "type": "HEADER", "format": "PRODUCT" }]),
        ),
        (
            "a moving picture above",
            json!([body, { "type": "HEADER", "format": "GIF" }]),
        ),
        ("products", with_button("MPM")),
        ("a product", with_button("SPM")),
        ("a bill", with_button("ORDER_DETAILS")),
        ("the catalogue", with_button("CATALOG")),
    ];
    let whole = |components| json!({ "category": "MARKETING", "language": "pt_BR", "components": components });
    let shapes = shapes.into_iter();
    shapes
        .map(|(name, components)| (name, whole(components)))
        .collect()
}

/// Names of variables in the order in which they appear; one may stand twice.
fn variables(named: bool, most: usize) -> impl Strategy<Value = Vec<String>> {
    let names = [
        "nome", "valor", "data_1", "loja", "pedido", "cidade", "hora", "código",
    ];
    (0..=most, any::<bool>()).prop_map(move |(count, again)| {
        let name = |place: usize| match named {
            true => names[place].to_owned(),
            false => (place + 1).to_string(),
        };
        let mut all: Vec<String> = (0..count).map(name).collect();
        if let (true, Some(first)) = (again, all.first().cloned()) {
            all.push(first);
        }
        all
    })
}

/// Words as they stand in templates.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zà-ú*_~,.!?' 👋🏽🎉]{1,20}",
        2 => Just("\n\nObrigado, *equipe*\n- item".to_owned()),
        1 => "[a-z ]{150,200}",
    ]
}

fn body(named: bool) -> impl Strategy<Value = String> {
    (variables(named, 8), vec(words(), 10)).prop_map(|(variables, words)| {
        let mut text = format!("Olá{}", words[0]);
        for (variable, words) in variables.iter().zip(&words[1..]) {
            text.push_str(&format!(" {{{{{variable}}}}} {words}"));
        }
        // Longer than this is not approved.
        text.chars().take(1_024).collect()
    })
}

fn header(named: bool) -> impl Strategy<Value = Option<Value>> {
    let line = (variables(named, 1), "[A-Za-zà-ú ,!]{1,40}").prop_map(|(variables, words)| {
        let variable = variables.first();
        let variable = variable.map_or_else(String::new, |name| format!(" {{{{{name}}}}}"));
        Some(json!({ "type": "HEADER", "format": "TEXT", "text": format!("{words}{variable}") }))
    });
    let formats = vec!["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"];
    let file = prop::sample::select(formats)
        .prop_map(|format| Some(json!({ "type": "HEADER", "format": format })));
    prop_oneof![Just(None), line, file]
}

fn buttons() -> impl Strategy<Value = Vec<Value>> {
    let reply = |label: &str| json!({ "type": "QUICK_REPLY", "text": label });
    let replies = prop::sample::subsequence(vec!["Sim", "Não 🙅", "Falar com a Ana"], 0..=3);
    let urls = vec(any::<bool>(), 0..=2);
    let code = any::<bool>();
    let (phone, number, form) = (any::<bool>(), any::<bool>(), any::<bool>());
    (replies, urls, code, phone, number, form, any::<bool>()).prop_map(
        move |(replies, urls, code, phone, number, form, first)| {
            let replies: Vec<Value> = replies.into_iter().map(reply).collect();
            let mut others = Vec::new();
            if code {
                others.push(json!({ "type": "COPY_CODE", "text": "Copiar", "example": "SOL10" }));
            }
            for variable in urls {
                let end = if variable { "{{1}}" } else { "" };
                let url = format!("https://loja.example/p/{end}");
                others.push(json!({ "type": "URL", "text": "Abrir", "url": url }));
            }
            if phone {
                let number = "+551140001000";
                others.push(
                    json!({ "type": "PHONE_NUMBER", "text": "Ligar", "phone_number": number }),
                );
            }
            if form {
                let form = json!({ "type": "FLOW", "text": "Abrir a ficha", "flow_id": "1" });
                others.push(form);
            }
            if number {
                others.push(json!({ "type": "REQUEST_CONTACT_INFO", "text": "Enviar número" }));
            }
            // Replies stand together, before or after the rest.
            if first {
                [replies, others].concat()
            } else {
                [others, replies].concat()
            }
        },
    )
}

/// Whatever people's keyboards and clipboards bring forth.
fn odd() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("👩‍👩‍👧‍👦 família 🏳️‍🌈".to_owned()),
        Just("e\u{301}a\u{303}o\u{302}\u{308} \u{200f}שלום\u{200e}".to_owned()),
        Just("linha 1\r\nlinha 2\n\n\tfim".to_owned()),
        Just("a     b \u{2028} c\u{0}\u{7}".to_owned()),
        Just("{{1}} {{nome}} {{".to_owned()),
        Just("*R$ 10,00* _hoje_ ~ontem~ ```x```".to_owned()),
        Just("\u{200b}\u{2060} \u{feff}".to_owned()),
        Just(String::new()),
        "\\PC{1,12}",
        any::<String>(),
    ]
}

fn typed() -> impl Strategy<Value = Typed> {
    let text = prop_oneof![
        12 => "[A-Za-zà-ú0-9,.]{1,12}( [a-zà-ú]{1,8}){0,3}",
        4 => odd(),
        1 => "[a-z👍 ]{900,1100}",
    ];
    let line = prop_oneof![8 => "[A-Za-zà-ú]{1,9}", 2 => odd(), 1 => "[a-z ]{50,70}"];
    let word = prop_oneof![
        8 => "[A-Z0-9]{4,10}",
        2 => "[a-z0-9/?=&%._~-]{1,20}",
        1 => "https://loja\\.example/p/[a-z0-9]{0,6}",
        1 => odd(),
        1 => "[A-Z]{14,24}",
    ];
    let degrees = prop_oneof![
        6 => (-89.0..89.0).prop_map(|degrees: f64| format!("{degrees:.6}")),
        1 => (-89.0..89.0).prop_map(|degrees: f64| format!("{degrees:.4}").replace('.', ",")),
        1 => prop::sample::select(vec!["\u{2212}23,5", "+7", "91", "200", "1e1", "nan", "5.", ".5", "-"])
            .prop_map(str::to_owned),
    ];
    (text, line, word, degrees).prop_map(|(text, line, word, degrees)| Typed {
        text,
        line,
        word,
        degrees,
    })
}
