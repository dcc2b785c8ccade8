//! The real binary against the look-alikes: what it says to whoever starts it, and with which code
//! it ends.

mod doctor;
mod settings;
mod shell;
mod start;
