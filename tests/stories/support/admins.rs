//! The place in which admins are told, and what they read there.

use conecta::domain::ids::PlaceId;

use super::Desk;

impl Desk {
    /// A desk whose admins are told in `#geral`, which has been looked at.
    pub async fn watched() -> Self {
        let desk = Self::open().await;
        desk.chooses_the_admins_place().await;
        desk.looks_around().await;
        desk
    }

    /// Admins are told in `#geral` from now on.
    pub async fn chooses_the_admins_place(&self) {
        let place = PlaceId(self.company.general.0);
        let chosen = self.bot().app.desk().set_admin_place(Some(place));
        chosen.await.expect("chosen");
    }

    /// The watch looks, now and once more.
    pub async fn looks_around(&self) {
        self.bot().app.desk().look_around();
        self.minutes_pass(1).await;
    }

    /// All that stands in `#geral`: what admins were told.
    pub fn told(&self) -> Vec<String> {
        let owner = self.discord.person(self.company.owner);
        let seen = owner.sees(self.company.general).into_iter();
        seen.map(|message| message.content).collect()
    }
}
