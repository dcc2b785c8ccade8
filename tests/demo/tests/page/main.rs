//! The page in a real browser: what people see and press, in Chromium through its driver.
//!
//! Without Chromium and its driver each test says that it was not run; `CONECTA_BROWSER=required`
//! makes that a failure.

mod connection;
mod driver;
mod first_look;
mod hands;
mod hostile;
mod keyboard;
mod kinds;
mod kinds_out;
mod life;
mod looks;
mod main_job;
mod people;
mod server;
mod stage;
mod weather;
mod window;
mod wizard;
