//! Conecta, the program.

fn main() -> std::process::ExitCode {
    conecta::cli::main()
}
