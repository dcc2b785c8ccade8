//! Tests of the whole way from a definition to a message.

mod definition;
mod form;
mod render;
mod shared;
mod values;

use serde_json::{Value, json};

use super::*;
use crate::domain::abilities::TemplateLimits;

/// WhatsApp's.
pub(crate) const LIMITS: TemplateLimits = TemplateLimits {
    header: 60,
    body: 1024,
    url: 2000,
    coupon: 20,
    one_time_code: 15,
    place: 256,
};

/// A body with this text and a name, everything else absent.
fn with_body(text: &str) -> Definition {
    template(json!([{"type": "BODY", "text": text}]))
}

/// A positional utility template with these components.
fn template(components: Value) -> Definition {
    read(json!({
        "id": "1", "name": "pedido_ok", "language": "pt_BR", "status": "APPROVED",
        "category": "UTILITY", "components": components,
    }))
}

fn read(item: Value) -> Definition {
    Definition::parse(&item).expect("a definition")
}

fn form(definition: &Definition) -> Form {
    Form::derive(definition, &Mapping::new(), LIMITS).expect("a template that can be sent")
}

fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    pairs
        .into_iter()
        .map(|(slot, value)| (slot.parse().expect("a slot"), value.to_owned()))
        .collect()
}

/// Every kind of component that takes a value, and some that take none.
fn rich() -> Definition {
    read(json!({
        "id": 77, "name": "fatura", "language": "pt-BR", "status": "approved",
        "category": "utility", "parameter_format": "named",
        "components": [
            {"type": "header", "format": "document", "example": {"header_handle": ["4::aW"]}},
            {"type": "body",
             "text": "Olá {{nome}}, sua fatura de *{{mes}}* vence em {{dia}}.\nObrigado!",
             "example": {"body_text_named_params": [
                {"param_name": "dia", "example": "10/12"},
                {"param_name": "nome", "example": "Ana"},
                {"param_name": "mes", "example": "novembro"}]}},
            {"type": "footer", "text": "Padaria Sol"},
            {"type": "buttons", "buttons": [
                {"type": "quick_reply", "text": "Já paguei"},
                {"type": "phone_number", "text": "Ligar", "phone_number": "+551140000000"},
                {"type": "url", "text": "Ver fatura", "url": "https://sol.example/f/{{1}}",
                 "example": ["https://sol.example/f/abc123"]},
                {"type": "url", "text": "Site", "url": "https://sol.example/"},
                {"type": "copy_code", "text": "Copiar código", "example": "PAGUE10"}]},
        ],
    }))
}
