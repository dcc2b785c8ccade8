//! The files that agents attach in the simulated worlds.

use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::MediaKind;
use conecta::domain::event::Attached;
use conecta::domain::file::FileFacts;
use conecta::domain::fit::{Origin, fit};
use conecta::domain::ids::FileId;

use crate::world::World;

impl World<'_> {
    /// The files of a line: pictures, which carry words, a voice, which does not, or something too
    /// large for anything.
    pub fn files(&mut self) -> Vec<Attached> {
        if !self.rng.chance(12) {
            return Vec::new();
        }
        let count = 1 + self.rng.below(3);
        let one = |world: &mut Self| {
            let serial = world.serial();
            let (mime, bytes) = world.rng.pick(&[
                ("image/jpeg", 9_000),
                ("image/jpeg", 9_000),
                ("audio/ogg", 9_000),
                ("application/zip", 200 * 1024 * 1024),
            ]);
            let fit = fit(&ABILITIES, Some(mime), bytes, Origin::Attached, false);
            Attached {
                facts: FileFacts {
                    id: FileId(i64::try_from(serial).expect("few")),
                    kind: MediaKind::Document,
                    name: format!("{serial}"),
                    mime: Some(mime.to_owned()),
                    bytes,
                    attachment: Some(serial),
                },
                fit,
            }
        };
        (0..count).map(|_| one(self)).collect()
    }
}
