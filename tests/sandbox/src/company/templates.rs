//! Eleven templates, one of each shape that a company sends.

use serde_json::{Value, json};

/// Definitions as the API gives them.
pub(super) fn all() -> Vec<Value> {
    vec![
        greeting(),
        reminder(),
        shipped(),
        coupon(),
        collection(),
        invoice(),
        tutorial(),
        address(),
        survey(),
        contract(),
        sheet(),
    ]
}

fn greeting() -> Value {
    json!({
        "name": "saudacao", "language": "pt_BR", "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [{
            "type": "BODY",
            "text": "Olá {{nome}}, aqui é da Loja da Ana. Podemos falar sobre o seu pedido?",
            "example": { "body_text_named_params": [{ "param_name": "nome", "example": "Maria" }] },
        }],
    })
}

fn reminder() -> Value {
    json!({
        "name": "lembrete", "language": "pt_BR", "category": "UTILITY",
        "components": [
            {
                "type": "HEADER", "format": "TEXT", "text": "Lembrete para {{1}}",
                "example": { "header_text": ["sexta-feira"] },
            },
            {
                "type": "BODY", "text": "Sua visita está marcada para {{1}}, às {{2}}. Você vem?",
                "example": { "body_text": [["sexta-feira", "14 h"]] },
            },
            { "type": "FOOTER", "text": "Loja da Ana" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Vou sim" },
                { "type": "QUICK_REPLY", "text": "Não posso" },
            ] },
        ],
    })
}

fn shipped() -> Value {
    json!({
        "name": "pedido_enviado", "language": "pt_BR", "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [
            {
                "type": "BODY",
                "text": "Olá {{nome}}, o pedido {{pedido}} saiu e chega {{dia}}.",
                "example": { "body_text_named_params": [
                    { "param_name": "nome", "example": "Maria" },
                    { "param_name": "pedido", "example": "1042" },
                    { "param_name": "dia", "example": "amanhã" },
                ] },
            },
            { "type": "BUTTONS", "buttons": [
                {
                    "type": "URL", "text": "Acompanhar",
                    "url": "https://loja.example/pedidos/{{1}}",
                    "example": ["https://loja.example/pedidos/1042"],
                },
                { "type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140001000" },
            ] },
        ],
    })
}

fn coupon() -> Value {
    json!({
        "name": "cupom", "language": "pt_BR", "category": "MARKETING",
        "components": [
            {
                "type": "BODY", "text": "Olá {{1}}, um presente: 10% na próxima compra.",
                "example": { "body_text": [["Maria"]] },
            },
            { "type": "BUTTONS", "buttons": [
                { "type": "COPY_CODE", "text": "Copiar código", "example": "DEZ10" },
            ] },
        ],
    })
}

fn collection() -> Value {
    json!({
        "name": "colecao", "language": "pt_BR", "category": "MARKETING",
        "components": [
            {
                "type": "HEADER", "format": "IMAGE",
                "example": { "header_handle": ["https://loja.example/colecao.jpg"] },
            },
            { "type": "BODY", "text": "A coleção nova chegou. Quer ver?" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Quero ver" },
                { "type": "QUICK_REPLY", "text": "Não quero receber" },
            ] },
        ],
    })
}

fn invoice() -> Value {
    json!({
        "name": "boleto", "language": "pt_BR", "category": "UTILITY",
        "components": [
            {
                "type": "HEADER", "format": "DOCUMENT",
                "example": { "header_handle": ["https://loja.example/boleto.pdf"] },
            },
            {
                "type": "BODY", "text": "Segue o boleto de {{1}}, que vence em {{2}}.",
                "example": { "body_text": [["R$ 120,00", "30/11"]] },
            },
        ],
    })
}

fn tutorial() -> Value {
    json!({
        "name": "tutorial", "language": "pt_BR", "category": "UTILITY",
        "components": [
            {
                "type": "HEADER", "format": "VIDEO",
                "example": { "header_handle": ["https://loja.example/montagem.mp4"] },
            },
            { "type": "BODY", "text": "Veja como montar o seu móvel em cinco minutos." },
        ],
    })
}

fn address() -> Value {
    json!({
        "name": "endereco", "language": "pt_BR", "category": "UTILITY",
        "components": [
            { "type": "HEADER", "format": "LOCATION" },
            { "type": "BODY", "text": "Estamos aqui. Esperamos você!" },
        ],
    })
}

fn survey() -> Value {
    json!({
        "name": "pesquisa", "language": "pt_BR", "category": "UTILITY",
        "components": [
            { "type": "BODY", "text": "Como foi o atendimento?" },
            { "type": "FOOTER", "text": "Leva um segundo" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Bom" },
                { "type": "QUICK_REPLY", "text": "Pode melhorar" },
            ] },
        ],
    })
}

fn contract() -> Value {
    json!({
        "name": "contrato", "language": "pt_BR", "category": "UTILITY",
        "components": [{
            "type": "BODY",
            "text": "Olá {{1}}, o contrato {{2}} de {{3}}, no valor de {{4}} em {{5}} parcelas, vence \
                     em {{6}} e renova em {{7}}.",
            "example": { "body_text": [[
                "Maria", "2041", "manutenção", "R$ 900,00", "3", "30/11", "1/12",
            ]] },
        }],
    })
}

fn sheet() -> Value {
    json!({
        "name": "ficha", "language": "pt_BR", "category": "UTILITY",
        "components": [
            { "type": "BODY", "text": "Preencha a sua ficha: leva um minuto." },
            { "type": "BUTTONS", "buttons": [{
                "type": "FLOW", "text": "Abrir a ficha", "flow_id": "1234567890",
                "flow_action": "NAVIGATE", "navigate_screen": "FICHA",
            }] },
        ],
    })
}
