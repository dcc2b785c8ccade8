//! What others published about the platforms, where it lies beside the project.

use std::env;
use std::path::{Path, PathBuf};

/// Set to `required` where no test that reads it may be left out.
const SETTING: &str = "CONECTA_SHARED_DATA";

/// This file or folder of `shared/data`, which lies in a folder above the project's; without it, what
/// reads it says so on the terminal and passes.
///
/// # Panics
/// If it is not there and is required.
pub fn beside_the_project(name: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .skip(1)
        .map(|above| above.join("shared/data").join(name))
        .find(|place| place.exists());
    if found.is_none() {
        let is_required = env::var_os(SETTING).is_some_and(|value| value == "required");
        assert!(
            !is_required,
            "{SETTING}=required, and no shared/data/{name} lies beside the project"
        );
        eprintln!("skipped: no shared/data/{name} beside the project");
    }
    found
}
