//! Reads the JSON of a request and says what is wrong with it in the words of the Graph API.

use serde_json::Value;

use super::errors::GraphError;

/// A place in a request's body.
#[derive(Debug, Clone)]
pub(super) struct Shape<'a> {
    value: Option<&'a Value>,
    path: String,
    /// The code for values that are out of bounds: 100, or 131009 inside interactive messages.
    code: u32,
}

impl<'a> Shape<'a> {
    /// The field `name` of `body`; values out of bounds are refused with `code`.
    pub(super) fn of(body: &'a Value, name: &str, code: u32) -> Self {
        Self {
            value: present(body.get(name)),
            path: name.to_owned(),
            code,
        }
    }

    /// A field of this object.
    pub(super) fn at(&self, name: &str) -> Self {
        Self {
            value: present(self.value.and_then(|value| value.get(name))),
            path: format!("{}['{name}']", self.path),
            code: self.code,
        }
    }

    /// Whether there is anything here but `null`.
    pub(super) fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// The raw value, `null` if there is none.
    pub(super) fn raw(&self) -> Value {
        self.value.cloned().unwrap_or(Value::Null)
    }

    /// An error about this place.
    pub(super) fn bad(&self, rule: &str) -> GraphError {
        GraphError::new(self.code, format!("Param {} {rule}", self.path))
    }

    fn required(&self) -> Result<&'a Value, GraphError> {
        self.value.ok_or_else(|| GraphError::missing(&self.path))
    }

    /// An object that must be there.
    pub(super) fn object(self) -> Result<Self, GraphError> {
        if self.required()?.is_object() {
            Ok(self)
        } else {
            Err(GraphError::invalid(format!(
                "Param {} must be a JSON object.",
                self.path
            )))
        }
    }

    /// A text that must be there, of 1 to `max` characters.
    pub(super) fn text(&self, max: usize) -> Result<String, GraphError> {
        let text = self
            .required()?
            .as_str()
            .ok_or_else(|| GraphError::invalid(format!("Param {} must be a string.", self.path)))?;
        let length = text.chars().count();
        if length == 0 || length > max {
            return Err(self.bad(&format!(
                "has an invalid length. Min length: 1, Max length: {max}."
            )));
        }
        Ok(text.to_owned())
    }

    /// A text that may be missing or empty, of at most `max` characters.
    pub(super) fn maybe_text(&self, max: usize) -> Result<Option<String>, GraphError> {
        match self.value.map(Value::as_str) {
            None | Some(Some("")) => Ok(None),
            Some(_) => self.text(max).map(Some),
        }
    }

    /// One of `words`, in any case.
    pub(super) fn word(&self, words: &[&str]) -> Result<String, GraphError> {
        let word = self.text(100)?.to_lowercase();
        if words.contains(&word.as_str()) {
            Ok(word)
        } else {
            let words = words.join(", ");
            Err(GraphError::invalid(format!(
                "Param {} must be one of {{{words}}} - got \"{word}\".",
                self.path
            )))
        }
    }

    /// A number, possibly written as a string.
    pub(super) fn number(&self) -> Result<f64, GraphError> {
        let value = self.required()?;
        value
            .as_f64()
            .or_else(|| value.as_str()?.trim().parse().ok())
            .ok_or_else(|| GraphError::invalid(format!("Param {} must be a number.", self.path)))
    }

    /// A list that must be there, of `min` to `max` items.
    pub(super) fn items(&self, min: usize, max: usize) -> Result<Vec<Self>, GraphError> {
        let items = self.required()?.as_array().ok_or_else(|| {
            GraphError::invalid(format!("Param {} must be a JSON array.", self.path))
        })?;
        if items.len() < min || items.len() > max {
            return Err(self.bad(&format!(
                "has an invalid number of items. Min: {min}, Max: {max}."
            )));
        }
        let shape = |(place, value)| Self {
            value: present(Some(value)),
            path: format!("{}[{place}]", self.path),
            code: self.code,
        };
        Ok(items.iter().enumerate().map(shape).collect())
    }

    /// A list that may be missing.
    pub(super) fn maybe_items(&self, max: usize) -> Result<Vec<Self>, GraphError> {
        if self.is_there() {
            self.items(0, max)
        } else {
            Ok(Vec::new())
        }
    }
}

fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}
