//! Placeholders in templates and the parameters that fill them.

use super::errors::GraphError;
use super::shape::Shape;

/// How a template names its placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `{{1}}`, filled in the order of the parameters.
    Positional,
    /// `{{name}}`, filled by `parameter_name`.
    Named,
}

/// The placeholders of a text, each once, in the order of their appearance.
pub(super) fn placeholders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        let name = name.trim().to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
        rest = after;
    }
    found
}

/// Fills `text`, which belongs to the component called `part`, and keeps it within `max`
/// characters.
pub(super) fn fill(
    part: &str,
    text: &str,
    style: Style,
    parameters: &[Shape<'_>],
    max: usize,
) -> Result<String, GraphError> {
    let mut expected = placeholders(text);
    if style == Style::Positional {
        expected.sort_by_key(|name| name.parse::<u32>().unwrap_or(u32::MAX));
    }
    if expected.len() != parameters.len() {
        return Err(GraphError::new(
            132_000,
            format!(
                "{part}: number of localizable_params ({}) does not match the expected number of \
                 params ({})",
                parameters.len(),
                expected.len()
            ),
        ));
    }
    let mut values = Vec::new();
    for (place, parameter) in parameters.iter().enumerate() {
        let sent_name = parameter.at("parameter_name").maybe_text(512)?;
        let name = match (style, sent_name) {
            (Style::Positional, None) => expected[place].clone(),
            (Style::Positional, Some(_)) => {
                return Err(mismatch(part, "a parameter name was not expected"));
            }
            (Style::Named, None) => {
                return Err(mismatch(part, "Parameter name is missing or empty"));
            }
            (Style::Named, Some(name)) => name,
        };
        if !expected.contains(&name) || values.iter().any(|(taken, _)| *taken == name) {
            return Err(mismatch(part, &format!("unexpected parameter name {name}")));
        }
        values.push((name, value(part, parameter)?));
    }
    let filled = replace(text, &values);
    let length = filled.chars().count();
    if length > max {
        return Err(GraphError::new(
            132_005,
            format!("{part}: translated text has {length} characters, at most {max} are allowed"),
        ));
    }
    Ok(filled)
}

/// 132012, about one component.
pub(super) fn mismatch(part: &str, what: &str) -> GraphError {
    GraphError::new(132_012, format!("{part}: {what}"))
}

/// The text of one parameter of type `text`, `currency` or `date_time`.
pub(super) fn value(part: &str, parameter: &Shape<'_>) -> Result<String, GraphError> {
    let kind = parameter
        .at("type")
        .maybe_text(100)?
        .unwrap_or_else(|| "text".to_owned());
    let place = match kind.as_str() {
        "text" => parameter.at("text"),
        "currency" | "date_time" => parameter.at(&kind).at("fallback_value"),
        other => {
            return Err(mismatch(
                part,
                &format!(
                    "Format mismatch, expected TEXT, received {}",
                    other.to_uppercase()
                ),
            ));
        }
    };
    let text = place
        .maybe_text(32_768)?
        .ok_or_else(|| GraphError::new(131_008, "Parameter of type text is missing text value"))?;
    if text.contains(['\n', '\r', '\t']) || text.contains("     ") {
        return Err(GraphError::new(
            132_018,
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
        ));
    }
    Ok(text)
}

fn replace(text: &str, values: &[(String, String)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| known == name.trim()) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn filled(text: &str, style: Style, parameters: Value) -> Result<String, u32> {
        let request = json!({ "parameters": parameters });
        let parameters = Shape::of(&request, "parameters", 100)
            .items(0, 100)
            .expect("a list");
        fill("body", text, style, &parameters, 30).map_err(|error| error.code)
    }

    #[test]
    fn positions_are_filled_in_order_wherever_they_stand() {
        let two = json!([{ "type": "text", "text": "a" }, { "type": "text", "text": "b {{1}}" }]);
        assert_eq!(
            filled("{{2}}, {{1}} e {{2}}!", Style::Positional, two),
            Ok("b {{1}}, a e b {{1}}!".to_owned())
        );
    }

    #[test]
    fn names_are_filled_in_any_order() {
        let two = json!([
            { "type": "text", "parameter_name": "dia", "text": "hoje" },
            { "type": "text", "parameter_name": "nome", "text": "Ana" },
        ]);
        assert_eq!(
            filled("Oi {{nome}}, {{ dia }}?", Style::Named, two),
            Ok("Oi Ana, hoje?".to_owned())
        );
    }

    #[test]
    fn every_way_of_filling_wrongly_has_its_code() {
        let one = json!([{ "type": "text", "text": "a" }]);
        let named = json!([{ "type": "text", "parameter_name": "nome", "text": "a" }]);
        assert_eq!(filled("x", Style::Positional, one.clone()), Err(132_000));
        assert_eq!(filled("{{nome}}", Style::Named, one), Err(132_012));
        assert_eq!(
            filled("{{1}}", Style::Positional, named.clone()),
            Err(132_012)
        );
        assert_eq!(filled("{{outro}}", Style::Named, named), Err(132_012));
        let text = |text: &str| json!([{ "type": "text", "text": text }]);
        let positional = |value: &str| filled("Oi {{1}}", Style::Positional, text(value));
        assert_eq!(positional("a\nb"), Err(132_018));
        assert_eq!(positional("a\tb"), Err(132_018));
        assert_eq!(positional("a     b"), Err(132_018));
        assert_eq!(positional("a    b"), Ok("Oi a    b".to_owned()));
        assert_eq!(positional(""), Err(131_008));
        assert_eq!(
            positional(&"x".repeat(27)),
            Ok(format!("Oi {}", "x".repeat(27)))
        );
        assert_eq!(positional(&"x".repeat(28)), Err(132_005));
        let picture = json!([{ "type": "image", "image": { "id": "1" } }]);
        assert_eq!(filled("{{1}}", Style::Positional, picture), Err(132_012));
    }
}
