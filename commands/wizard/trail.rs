//! The line at the top of the wizard's message: which step of how many, and what was chosen.

use super::super::context::Asked;
use crate::desk::sheet::Sheet;
use crate::domain::text::escape_name;
use crate::domain::wizard::Step;
use crate::words::args;

/// `Novo atendimento · 3 de 5 · Ana Souza › Vendas`.
pub fn trail(asked: &Asked<'_>, sheet: &Sheet) -> String {
    let mut path: Vec<String> = Vec::new();
    if let Some(contact) = &sheet.contact {
        path.push(escape_name(&contact.facts.name));
        let number = sheet.step.number();
        let channel = sheet.way().filter(|_| number > 2);
        path.extend(channel.map(|way| escape_name(&way.channel.name)));
        let team = sheet.team().filter(|_| number > 3);
        path.extend(team.map(|team| escape_name(&team.facts.name)));
        let template = sheet.template.as_ref().filter(|_| number > 4);
        path.extend(template.map(|offered| escape_name(&offered.definition.name)));
    }
    let path = path.join(" › ");
    if sheet.draft.conversation.is_some() {
        let step = if sheet.step == Step::Template { 1 } else { 2 };
        let args = args! { "step" => step, "path" => path };
        return asked.say("wizard-trail-template", &args);
    }
    let step = sheet.step.number();
    if path.is_empty() {
        asked.say("wizard-trail", &args! { "step" => step })
    } else {
        asked.say(
            "wizard-trail-path",
            &args! { "step" => step, "path" => path },
        )
    }
}
