//! Whoever may not do something reads who can, and is never sent to themselves.

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn a_supervisor_is_sent_to_the_assignee_or_to_the_role_that_is_missing() {
    let desk = Desk::open().await;
    let (ana, _) = desk.silence("Ana", "Maria").await;
    ana.sends("Chega na terça.").await;
    let helena = desk.agent("Helena").at(ana.place());
    let role = desk.company.team("Vendas").role;
    let needs_the_role = format!(
        "Você supervisiona Vendas, mas só quem tem o cargo <@&{role}> atende. \
         Nada mudou: peça o cargo a quem administra o servidor."
    );
    let talk_to_ana = format!(
        "Este atendimento está com <@{}>, e só essa pessoa decide isto. Nada mudou: fale com ela.",
        ana.person.id()
    );
    let assumes = Screen::of(&desk, &helena, "assume", &[]).await;
    assumes.says(&[&needs_the_role]);
    let releases = Screen::of(&desk, &helena, "release", &[]).await;
    releases.says(&[&talk_to_ana]);
    assert!(!releases.text().contains("</assume:"), "{releases:?}");

    ana.runs("release", &[]).await;
    let assumes = Screen::of(&desk, &helena, "assume", &[]).await;
    assumes.says(&[&needs_the_role]);
    let mut queue = Screen::of(&desk, &helena, "queue", &[]).await;
    queue.presses("Segurar a fila").await;
    queue.says(&[&needs_the_role]);
    // A colleague can take it.
    let bruno = desk.agent("Bruno").at(ana.place());
    let mut queue = Screen::of(&desk, &bruno, "queue", &[]).await;
    queue.presses("Segurar a fila").await;
    queue.says(&["Ninguém assumiu este atendimento", "</assume:"]);
}

#[tokio::test]
async fn an_admin_without_a_team_reads_which_roles_there_are() {
    let desk = Desk::open().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let refused = Screen::of(&desk, &dona, "start", &[]).await;
    refused.says(&["Você administra o servidor, mas não está em nenhuma equipe"]);
    for team in &desk.company.teams {
        refused.says(&[&format!("<@&{}>", team.role)]);
    }
    assert!(!refused.text().contains("Fale com"), "{refused:?}");
}

#[tokio::test]
async fn before_there_is_a_team_an_admin_is_led_to_the_set_up() {
    let mut desk = Desk::unstarted(|_, _| {}).await;
    desk.starts_again().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let refused = Screen::of(&desk, &dona, "start", &[]).await;
    refused.says(&["ainda não está configurada aqui", "</setup:"]);
}
