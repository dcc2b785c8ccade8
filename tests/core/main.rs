//! Stories of the core alone: given a conversation, when something happens, then exactly this must
//! be done. One file per part of the desk.

mod abilities;
mod behind;
mod confirmed;
mod desk;
mod doubt;
mod ending;
mod failed;
mod files;
mod fresh;
mod held;
mod interactive;
mod line_edits;
mod marks;
mod parts;
mod pastes;
mod queue;
mod reactions;
mod retry;
mod signature;
mod stale;
mod stops;
mod told;
mod undo;
mod unfit;
mod waits;
mod window;
