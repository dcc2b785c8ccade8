//! `cargo demo`.

use std::process::ExitCode;

fn main() -> ExitCode {
    conecta_demo::command::run()
}
