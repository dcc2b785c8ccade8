//! Discord's way of saying no.
//!
//! <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>

use serde_json::{Map, Value, json};

/// An error answer.
#[derive(Debug, Clone)]
pub(super) struct ApiError {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl ApiError {
    pub(super) fn new(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            body: json!({ "message": message, "code": code }),
        }
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, 0, "404: Not Found")
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::new(405, 0, "405: Method Not Allowed")
    }

    pub(super) fn unknown_application() -> Self {
        Self::new(404, 10_002, "Unknown Application")
    }

    pub(super) fn unknown_channel() -> Self {
        Self::new(404, 10_003, "Unknown Channel")
    }

    pub(super) fn unknown_guild() -> Self {
        Self::new(404, 10_004, "Unknown Guild")
    }

    pub(super) fn unknown_member() -> Self {
        Self::new(404, 10_007, "Unknown Member")
    }

    pub(super) fn unknown_message() -> Self {
        Self::new(404, 10_008, "Unknown Message")
    }

    pub(super) fn unknown_overwrite() -> Self {
        Self::new(404, 10_009, "Unknown Overwrite")
    }

    pub(super) fn unknown_role() -> Self {
        Self::new(404, 10_011, "Unknown Role")
    }

    pub(super) fn unknown_user() -> Self {
        Self::new(404, 10_013, "Unknown User")
    }

    pub(super) fn unknown_emoji() -> Self {
        Self::new(400, 10_014, "Unknown Emoji")
    }

    pub(super) fn unknown_webhook() -> Self {
        Self::new(404, 10_015, "Unknown Webhook")
    }

    pub(super) fn unknown_interaction() -> Self {
        Self::new(404, 10_062, "Unknown interaction")
    }

    pub(super) fn unknown_command() -> Self {
        Self::new(404, 10_063, "Unknown application command")
    }

    pub(super) fn too_many_pins() -> Self {
        Self::new(
            400,
            30_003,
            "Maximum number of pins reached for the channel (250)",
        )
    }

    pub(super) fn too_many_emojis() -> Self {
        Self::new(400, 30_010, "Maximum number of reactions reached (20)")
    }

    pub(super) fn too_many_channels() -> Self {
        Self::new(
            400,
            30_013,
            "Maximum number of guild channels reached (500)",
        )
    }

    pub(super) fn too_large() -> Self {
        Self::new(413, 40_005, "Request entity too large")
    }

    pub(super) fn already_acknowledged() -> Self {
        Self::new(400, 40_060, "Interaction has already been acknowledged.")
    }

    pub(super) fn missing_access() -> Self {
        Self::new(403, 50_001, "Missing Access")
    }

    pub(super) fn not_the_author() -> Self {
        Self::new(
            403,
            50_005,
            "Cannot edit a message authored by another user",
        )
    }

    pub(super) fn empty_message() -> Self {
        Self::new(400, 50_006, "Cannot send an empty message")
    }

    pub(super) fn not_a_text_channel() -> Self {
        Self::new(400, 50_008, "Cannot send messages in a non-text channel")
    }

    pub(super) fn missing_permissions() -> Self {
        Self::new(403, 50_013, "Missing Permissions")
    }

    pub(super) fn system_message() -> Self {
        Self::new(403, 50_021, "Cannot execute action on a system message")
    }

    pub(super) fn wrong_channel_type() -> Self {
        Self::new(400, 50_024, "Cannot execute action on this channel type")
    }

    pub(super) fn voice_with_content() -> Self {
        let message = "Voice messages do not support additional content.";
        Self::new(400, 50_159, message)
    }

    pub(super) fn voice_needs_one_recording() -> Self {
        let message = "Voice messages must have a single audio attachment.";
        Self::new(400, 50_160, message)
    }

    pub(super) fn voice_needs_metadata() -> Self {
        let message = "Voice messages must have supporting metadata.";
        Self::new(400, 50_161, message)
    }

    pub(super) fn voice_is_not_edited() -> Self {
        Self::new(400, 50_162, "Voice messages cannot be edited.")
    }

    pub(super) fn no_voice_here() -> Self {
        let message = "You cannot send voice messages in this channel.";
        Self::new(403, 50_173, message)
    }

    pub(super) fn archived_thread() -> Self {
        Self::new(400, 50_083, "Thread is archived")
    }

    pub(super) fn invalid_json() -> Self {
        Self::new(400, 50_109, "The request body contains invalid JSON.")
    }

    pub(super) fn reply_needs_history() -> Self {
        Self::new(
            400,
            160_002,
            "Cannot reply without permission to read message history",
        )
    }

    pub(super) fn thread_exists() -> Self {
        Self::new(
            400,
            160_004,
            "A thread has already been created for this message",
        )
    }

    pub(super) fn thread_locked() -> Self {
        Self::new(400, 160_005, "Thread is locked")
    }

    pub(super) fn too_many_threads() -> Self {
        Self::new(400, 160_006, "Maximum number of active threads reached")
    }

    /// One bad field.
    pub(super) fn field(path: &str, code: &str, message: &str) -> Self {
        let mut fields = Fields::default();
        fields.add(path, code, message);
        fields.into_error()
    }
}

/// What is wrong with a body, by the path of each bad field.
#[derive(Debug, Default)]
pub(super) struct Fields {
    errors: Map<String, Value>,
}

impl Fields {
    /// Notes that the field at `path` (`embeds.0.title`; empty for the whole body) is bad.
    pub(super) fn add(&mut self, path: &str, code: &str, message: &str) {
        let mut at = &mut self.errors;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let next = at.entry(step).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(next) = next else {
                return;
            };
            at = next;
        }
        let list = at.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({ "code": code, "message": message }));
        }
    }

    /// Notes that a text is longer or shorter than Discord takes.
    pub(super) fn length(&mut self, path: &str, text: &str, min: usize, max: usize) {
        let length = text.chars().count();
        if length > max {
            let message = format!("Must be {max} or fewer in length.");
            self.add(path, "BASE_TYPE_MAX_LENGTH", &message);
        } else if length < min && length == 0 {
            self.required(path);
        } else if length < min {
            let message = format!("Must be {min} or more in length.");
            self.add(path, "BASE_TYPE_MIN_LENGTH", &message);
        }
    }

    /// Notes that a list has more or fewer entries than Discord takes.
    pub(super) fn count(&mut self, path: &str, count: usize, min: usize, max: usize) {
        if count > max || count < min {
            let message = if min == 0 {
                format!("Must be {max} or fewer in length.")
            } else {
                format!("Must be between {min} and {max} in length.")
            };
            self.add(path, "BASE_TYPE_BAD_LENGTH", &message);
        }
    }

    /// Notes that a field is missing.
    pub(super) fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Notes that a field holds something that is not among the allowed values.
    pub(super) fn choice(&mut self, path: &str, allowed: &str) {
        let message = format!("Value must be one of {allowed}.");
        self.add(path, "BASE_TYPE_CHOICES", &message);
    }

    /// Checks an optional text field of `body`, and that it is a text.
    pub(super) fn text(&mut self, body: &Value, path: &str, name: &str, min: usize, max: usize) {
        let path = join(path, name);
        match &body[name] {
            Value::Null => {}
            Value::String(text) => self.length(&path, text, min, max),
            _ => self.add(
                &path,
                "STRING_TYPE_CONVERT",
                "Could not interpret value as string.",
            ),
        }
    }

    /// Checks a text field of `body` that must be there.
    pub(super) fn needed_text(&mut self, body: &Value, path: &str, name: &str, max: usize) {
        if body[name].is_null() {
            self.required(&join(path, name));
        } else {
            self.text(body, path, name, 1, max);
        }
    }

    /// Checks an optional whole number of `body`.
    pub(super) fn number(&mut self, body: &Value, path: &str, name: &str, min: i64, max: i64) {
        let path = join(path, name);
        match (&body[name], body[name].as_i64()) {
            (Value::Null, _) => {}
            (_, None) => self.add(
                &path,
                "NUMBER_TYPE_COERCE",
                "Value could not be converted to a number.",
            ),
            (_, Some(value)) if value < min => {
                let message = format!("int value should be greater than or equal to {min}.");
                self.add(&path, "NUMBER_TYPE_MIN", &message);
            }
            (_, Some(value)) if value > max => {
                let message = format!("int value should be less than or equal to {max}.");
                self.add(&path, "NUMBER_TYPE_MAX", &message);
            }
            _ => {}
        }
    }

    /// Ends the check.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.into_error())
        }
    }

    fn into_error(self) -> ApiError {
        let errors = self.errors;
        ApiError {
            status: 400,
            body: json!({ "message": "Invalid Form Body", "code": 50_035, "errors": errors }),
        }
    }
}

/// The path of a field inside another.
pub(super) fn join(path: &str, name: impl std::fmt::Display) -> String {
    if path.is_empty() {
        name.to_string()
    } else {
        format!("{path}.{name}")
    }
}
