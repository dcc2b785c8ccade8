//! Holds the project to its own shape: which room may use which, and what no file may contain.
//!
//! `ARCHITECTURE.md` explains the rooms; [`rooms::TABLE`] is the same table as data. Each check is a
//! function from text to findings, so that `samples.rs` can show that it finds what it should.

mod files;
mod lexer;
mod paths;
mod rooms;
mod samples;
mod texts;

use files::Source;

/// Ends the test with every finding on a line of its own.
fn none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}\n", findings.join("\n  "));
}

#[test]
fn rooms_use_only_what_is_below_them() {
    let product = files::product();
    assert!(product.len() > 100, "the product's files are read");
    let findings: Vec<String> = product.iter().flat_map(rooms::broken_floors).collect();
    none(
        "A room uses what it may not (ARCHITECTURE.md, Rooms and floors):",
        &findings,
    );
}

#[test]
fn the_table_names_every_room() {
    none(
        "The table of rooms and the folders differ:",
        &rooms::unknown_rooms(&files::product()),
    );
}

#[test]
fn the_core_is_pure() {
    let findings: Vec<String> = files::product().iter().flat_map(rooms::impure).collect();
    none(
        "domain/ decides and does nothing else; what does I/O lives in a room above:",
        &findings,
    );
}

#[test]
fn sql_lives_in_the_store() {
    let findings: Vec<String> = files::product().iter().flat_map(rooms::stray_sql).collect();
    none("SQL stands in src/store/ alone:", &findings);
}

#[test]
fn files_stay_short() {
    let findings: Vec<String> = files::code().iter().filter_map(Source::too_long).collect();
    none("A file holds one idea:", &findings);
}

#[test]
fn nothing_is_left_undone() {
    let findings: Vec<String> = files::code().iter().flat_map(files::undone).collect();
    none("What is begun is finished before it is kept:", &findings);
}

#[test]
fn nothing_names_the_workplace() {
    let findings: Vec<String> = files::everything()
        .iter()
        .flat_map(files::workplace)
        .collect();
    none(
        "The project stands for itself, whoever wrote it and wherever:",
        &findings,
    );
}

#[test]
fn every_file_is_part_of_something() {
    none(
        "A file that nothing uses is removed or used:",
        &files::unreferenced(),
    );
}

#[test]
fn documents_lead_somewhere() {
    let findings: Vec<String> = files::everything()
        .iter()
        .flat_map(files::broken_links)
        .collect();
    none("A link leads to a file:", &findings);
}

#[test]
fn the_rooms_are_described() {
    none(
        "ARCHITECTURE.md describes every room:",
        &rooms::undescribed(),
    );
}

#[test]
fn the_look_alikes_know_nothing_of_the_product() {
    let findings: Vec<String> = files::code()
        .iter()
        .flat_map(rooms::shared_belief)
        .collect();
    none(
        "tests/sandbox/ imports nothing of ours, so that it cannot believe what we believe:",
        &findings,
    );
}

#[test]
fn every_text_is_said_and_every_text_said_exists() {
    let mut findings = texts::missing();
    findings.extend(texts::unused());
    none("The code and src/words/ differ:", &findings);
}
