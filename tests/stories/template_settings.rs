//! What admins add to a template: the teams that may use it, and what fills its parameters.

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

async fn template<'a>(desk: &'a Desk, name: &str) -> Screen<'a> {
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut screen = Screen::of(desk, &dona, "setup", &[]).await;
    screen.presses("Modelos").await;
    screen.says(&["Modelos aprovados"]);
    screen.chooses(name).await;
    screen.says(&[&name.replace('_', "\\_")]);
    screen
}

/// What an agent is offered for Maria.
async fn offered(desk: &Desk, agent: &Agent<'_>) -> Vec<String> {
    let mut screen = Screen::of(desk, agent, "start", &[]).await;
    if screen.offers("Buscar") {
        screen.fills("Buscar", &[("text", "souza")]).await;
        screen.chooses("Maria Souza").await;
        screen.chooses("Vendas").await;
    }
    screen.says(&["4 de 5"]);
    let options = screen.options().into_iter().map(str::to_owned).collect();
    screen.presses("Cancelar").await;
    options
}

#[tokio::test]
async fn a_template_is_open_to_the_teams_that_an_admin_chose() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let has = |options: &[String]| options.iter().any(|name| name.contains("pedido_enviado"));
    assert!(has(&offered(&desk, &ana).await));
    let mut screen = template(&desk, "pedido_enviado").await;
    screen.says(&["Aberto a todas as equipes"]);
    screen.chooses("Suporte").await;
    screen.says(&["Modelo salvo", "Aberto só a: Suporte"]);
    let left = offered(&desk, &ana).await;
    assert!(!has(&left) && !left.is_empty(), "{left:?}");
    screen.chooses("Vendas").await;
    screen.says(&["Aberto só a: Vendas"]);
    assert!(has(&offered(&desk, &ana).await));
}

#[tokio::test]
async fn a_parameter_is_filled_in_by_what_an_admin_mapped_and_by_nothing_else() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let before = ana.prepares("Maria", "Vendas", "pedido_enviado").await;
    assert!(before.content.contains("Faltam 3 parâmetros"), "{before:?}");

    let mut screen = template(&desk, "pedido_enviado").await;
    screen.says(&["quem atende digita"]);
    screen.chooses("___ saiu").await;
    screen.says(&["O que preenche", "ainda pode mudar"]);
    screen.chooses("e-mail do contato").await;
    screen.says(&["Modelo salvo", "e-mail do contato"]);
    // Maria has no e-mail: nothing is invented.
    let still = ana.prepares("Maria", "Vendas", "pedido_enviado").await;
    assert!(still.content.contains("Faltam 3 parâmetros"), "{still:?}");

    screen.chooses("___ saiu").await;
    screen.chooses("telefone do contato").await;
    let after = ana.prepares("Maria", "Vendas", "pedido_enviado").await;
    assert!(after.content.contains("Faltam 2 parâmetros"), "{after:?}");
    assert!(format!("{after:?}").contains("+5511987654321"), "{after:?}");
}
