//! What a conversation is and what must happen next. Pure: no async, no clock, no I/O, no
//! sentences for people. Time comes in as a parameter; what must happen goes out as data.

pub mod abilities;
pub mod address;
pub mod content;
pub mod conversation;
pub mod effect;
pub mod emoji;
pub mod event;
pub mod file;
pub mod file_name;
pub mod fit;
pub mod ids;
pub mod incoming;
pub mod interactive;
pub mod leaves;
pub mod map_link;
pub mod mark;
pub mod message;
pub mod mime;
pub mod pace;
pub mod pause;
pub mod phone;
pub mod price;
pub mod quick;
pub mod reactions;
pub mod refusal;
pub mod rights;
pub mod rules;
pub mod search;
pub mod step;
pub mod stops;
pub mod tariffs;
pub mod template;
pub mod text;
pub mod window;
pub mod wizard;
