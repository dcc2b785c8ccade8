//! A backup of the database, and going back to it.

use super::Desk;

impl Desk {
    /// A backup of the database is made.
    pub async fn is_backed_up(&mut self) {
        self.stop().await;
        let (database, backup) = (self.database(""), self.database(".backup"));
        std::fs::copy(database, backup).expect("a backup");
        self.starts_again().await;
    }

    /// The database is lost, and its backup takes its place.
    pub async fn goes_back_to_its_backup(&mut self) {
        self.kill().await;
        // Removed, rather than written over, since what was killed may still hold it.
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(self.database(ending));
        }
        std::fs::copy(self.database(".backup"), self.database("")).expect("put in place");
        self.starts_again().await;
    }
}
