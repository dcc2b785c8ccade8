//! What a conversation is and what must happen next. Pure: no async, no clock, no I/O, no
//! sentences for people. Time comes in as a parameter; what must happen goes out as data.

pub mod mark;
