//! The migrations, compiled into the program.
//!
//! sqlx's own macro would read the folder by itself, but builds all of sqlx and its TLS a second time
//! for the compiler's use.

use std::sync::LazyLock;

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../migrations/", $name, ".sql")))),+]
    };
}

/// Every file of `migrations/`, in order: its number and name, and what it says.
const FILES: &[(&str, &str)] = files![
    "0001_company",
    "0002_contacts",
    "0003_conversations",
    "0004_work",
    "0005_told",
    "0006_files",
    "0007_free_entry",
    "0008_pause",
    "0009_reactions",
    "0010_lines_of_several",
    "0011_echoes",
    "0012_quick_replies",
    "0013_cards",
    "0014_signature",
    "0015_standing_files",
    "0016_pair_refusals",
    "0017_preferences",
    "0018_opted_out_by",
    "0019_news_place",
    "0020_joined_words",
    "0021_what_came",
    "0027_lookups",
    "0028_typing",
    "0029_wrote",
    "0030_apart",
    "0031_stopped",
    "0032_waits",
    "0034_reduced",
    "0035_order",
    "0038_open",
];

/// The same as what sqlx applies.
pub(super) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    Migrator::with_migrations(
        FILES
            .iter()
            .map(|(name, sql)| migration(name, sql))
            .collect(),
    )
});

fn migration(name: &'static str, sql: &'static str) -> Migration {
    let (number, description) = name.split_once('_').expect("a number and a name");
    Migration::new(
        number.parse().expect("a number"),
        description.replace('_', " ").into(),
        MigrationType::Simple,
        SqlStr::from_static(sql),
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_there() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
        let files = folder.expect("the folder");
        let mut names: Vec<String> = files
            .map(|file| file.expect("a file").file_name())
            .map(|name| name.to_string_lossy().trim_end_matches(".sql").to_owned())
            .collect();
        names.sort();
        assert_eq!(
            FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            names
        );
        assert_eq!(MIGRATIONS.iter().count(), names.len());
    }
}
