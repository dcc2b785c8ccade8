//! Answers after which nothing more should leave by itself: *stops*, and among them *opt-outs*.
//!
//! A stop makes the queue ask before it leaves. An opt-out also means that the person wants no
//! more marketing. Which words these are is data that an administrator edits.

use serde::{Deserialize, Serialize};

use super::emoji::is_tone;
use super::search::fold;
use super::text::invisible::is_invisible;

/// What the contact answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// A text that they wrote, or the caption of a file.
    Text(&'a str),
    /// A button of a template; its label.
    TemplateButton(&'a str),
    /// A reaction to a message of ours.
    Reaction(&'a str),
}

/// The words that mean *stop*, in the languages of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopLists {
    /// Portuguese.
    pub pt: Phrases,
    /// English.
    pub en: Phrases,
    /// Spanish.
    pub es: Phrases,
    /// Emoji that stop when they stand alone or come as a reaction.
    pub emoji: Vec<String>,
}

/// The words of one language. Case, accents and punctuation make no difference.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Phrases {
    /// Stop when an answer is one of these or begins with it.
    pub stops: Vec<String>,
    /// Stop when the label of a template's button begins with one.
    pub buttons: Vec<String>,
    /// Opt out when the whole answer is one of these.
    pub opt_outs: Vec<String>,
    /// Opt in again when the whole answer is one of these.
    pub opt_ins: Vec<String>,
}

impl Default for StopLists {
    fn default() -> Self {
        Self {
            pt: Phrases {
                stops: list(&[
                    "número errado",
                    "engano",
                    "não sou",
                    "não conheço",
                    "quem é",
                    "faleceu",
                    "mudou de número",
                ]),
                buttons: list(&["não", "parar", "sair", "remover"]),
                // *Cancelar* is missing on purpose: at a clinic it cancels the appointment.
                opt_outs: list(&[
                    "sair",
                    "parar",
                    "pare",
                    "stop",
                    "descadastrar",
                    "remover",
                    "me tira da lista",
                    "não quero receber",
                ]),
                opt_ins: list(&["voltar"]),
            },
            en: Phrases {
                stops: list(&[
                    "wrong number",
                    "wrong person",
                    "I am not",
                    "I'm not",
                    "I don't know",
                    "who is this",
                    "who are you",
                    "passed away",
                    "changed number",
                ]),
                buttons: list(&["no", "not", "stop", "unsubscribe", "remove", "opt out"]),
                opt_outs: list(&[
                    "stop",
                    "unsubscribe",
                    "opt out",
                    "remove me",
                    "take me off the list",
                    "I don't want to receive this",
                ]),
                opt_ins: list(&["start", "resume", "subscribe"]),
            },
            es: Phrases {
                stops: list(&[
                    "número equivocado",
                    "equivocado",
                    "no soy",
                    "no conozco",
                    "quién es",
                    "falleció",
                    "cambió de número",
                ]),
                buttons: list(&["no", "parar", "salir", "eliminar", "dar de baja"]),
                opt_outs: list(&[
                    "salir",
                    "parar",
                    "pare",
                    "baja",
                    "darme de baja",
                    "eliminar",
                    "sácame de la lista",
                    "no quiero recibir",
                ]),
                opt_ins: list(&["volver"]),
            },
            emoji: list(&["👎", "😡"]),
        }
    }
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl StopLists {
    fn any<'a>(
        &'a self,
        of: impl Fn(&'a Phrases) -> &'a Vec<String>,
        fits: impl Fn(&str) -> bool,
    ) -> bool {
        [&self.pt, &self.en, &self.es]
            .into_iter()
            .flat_map(of)
            .map(|phrase| fold(phrase))
            .any(|phrase| !phrase.is_empty() && fits(&phrase))
    }
}

/// Whether the queue must not leave by itself after this answer.
pub fn stop(answer: Answer<'_>, lists: &StopLists) -> bool {
    if opt_out(answer, lists) {
        return true;
    }
    match answer {
        Answer::Text(text) => {
            let folded = fold(text);
            lists.any(|words| &words.stops, |phrase| begins(&folded, phrase))
                || is_only_emoji(text, &lists.emoji)
        }
        Answer::TemplateButton(label) => {
            let folded = fold(label);
            lists.any(|words| &words.buttons, |phrase| begins(&folded, phrase))
                || lists.any(|words| &words.stops, |phrase| begins(&folded, phrase))
                || is_only_emoji(label, &lists.emoji)
        }
        Answer::Reaction(emoji) => is_only_emoji(emoji, &lists.emoji),
    }
}

/// Whether this answer says, in so many words and no more, that they want no more messages.
pub fn opt_out(answer: Answer<'_>, lists: &StopLists) -> bool {
    is_whole(answer, lists, |words| &words.opt_outs)
}

/// Whether this answer asks for messages again after an opt-out.
pub fn opt_in(answer: Answer<'_>, lists: &StopLists) -> bool {
    is_whole(answer, lists, |words| &words.opt_ins)
}

fn is_whole<'a>(
    answer: Answer<'_>,
    lists: &'a StopLists,
    of: impl Fn(&'a Phrases) -> &'a Vec<String>,
) -> bool {
    match answer {
        Answer::Text(text) | Answer::TemplateButton(text) => {
            let folded = fold(text);
            lists.any(of, |phrase| phrase == folded)
        }
        Answer::Reaction(_) => false,
    }
}

/// Whether a folded text is a phrase or begins with its words.
fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a text is nothing but these emoji, in whatever colour of skin, once or repeated.
fn is_only_emoji(text: &str, emoji: &[String]) -> bool {
    let bare = |text: &str| -> String {
        let draws = |c: &char| !c.is_whitespace() && !is_invisible(*c) && !is_tone(*c);
        text.chars().filter(draws).collect()
    };
    let text = bare(text);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let after = emoji
            .iter()
            .map(|emoji| bare(emoji))
            .filter(|emoji| !emoji.is_empty())
            .find_map(|emoji| rest.strip_prefix(emoji.as_str()));
        match after {
            Some(after) => rest = after,
            None => return false,
        }
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lists() -> StopLists {
        StopLists::default()
    }

    #[test]
    fn knows_a_stop_by_its_first_words() {
        let table = [
            ("Número errado", true),
            ("NUMERO ERRADO!!!", true),
            ("  número, errado. desculpa", true),
            ("Engano", true),
            ("engano meu, pode mandar", true),
            ("não sou eu", true),
            // The first words decide, whatever follows: asking once too often costs a press.
            ("não sou eu quem decide", true),
            ("Não, sou eu sim", true),
            ("Não conheço essa empresa", true),
            ("quem é?", true),
            ("Quem é você", true),
            ("quem e", true),
            ("Faleceu em março", true),
            ("mudou de número", true),
            ("wrong number, sorry", true),
            ("I'm not Ana", true),
            ("No soy yo", true),
            ("👎", true),
            (" 👎🏽 ", true),
            ("👎👎", true),
            ("😡\u{fe0f}", true),
            ("sair", true),
            // Near misses.
            ("quem entrega?", false),
            ("quem está falando", false),
            ("enganoso", false),
            ("ele faleceu", false),
            ("acho que é engano", false),
            ("o número está errado", false),
            ("não", false),
            ("não soube", false),
            ("não posso hoje", false),
            ("👍", false),
            ("👎 não gostei", false),
            ("não gostei 😡", false),
            ("Oi", false),
            ("cancelar", false),
            ("", false),
            ("…", false),
        ];
        for (text, expected) in table {
            assert_eq!(stop(Answer::Text(text), &lists()), expected, "{text}");
        }
    }

    #[test]
    fn knows_a_stop_by_the_button() {
        let table = [
            ("Não tenho interesse", true),
            ("NÃO", true),
            ("Parar promoções", true),
            ("Sair da lista", true),
            ("Remover", true),
            ("Stop promotions", true),
            ("Unsubscribe from All", true),
            ("No, gracias", true),
            ("👎", true),
            ("Não sou eu", true),
            ("Notificar", false),
            ("Nota fiscal", false),
            ("Sim", false),
            ("Cancelar", false),
            ("Reservar e não pagar", false),
        ];
        for (label, expected) in table {
            let answer = Answer::TemplateButton(label);
            assert_eq!(stop(answer, &lists()), expected, "{label}");
        }
        assert!(!stop(Answer::Text("Não tenho interesse"), &lists()));
    }

    #[test]
    fn a_reaction_stops_only_by_its_emoji() {
        let table = [
            ("👎", true),
            ("👎🏿", true),
            ("😡", true),
            ("👍", false),
            ("", false),
        ];
        for (emoji, expected) in table {
            let answer = Answer::Reaction(emoji);
            assert_eq!(stop(answer, &lists()), expected, "{emoji}");
        }
        assert!(!opt_out(Answer::Reaction("sair"), &lists()));
    }

    #[test]
    fn opting_out_takes_the_whole_answer() {
        let table = [
            ("SAIR", true),
            ("Sair!", true),
            ("sair 🙏", true),
            ("parar", true),
            ("Pare.", true),
            ("Stop", true),
            ("descadastrar", true),
            ("remover", true),
            ("Me tira da lista!!", true),
            ("nao quero receber", true),
            ("Unsubscribe", true),
            ("sácame de la lista", true),
            ("vou sair mais tarde", false),
            ("sair da lista de espera", false),
            ("para", false),
            ("não quero receber hoje", false),
            ("cancelar", false),
            ("número errado", false),
            ("👎", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(opt_out(Answer::Text(text), &lists()), expected, "{text}");
        }
        assert!(opt_out(Answer::TemplateButton("Sair"), &lists()));
    }

    #[test]
    fn there_is_a_way_back() {
        assert!(opt_in(Answer::Text("Voltar!"), &lists()));
        assert!(opt_in(Answer::Text("start"), &lists()));
        assert!(!opt_in(Answer::Text("vou voltar amanhã"), &lists()));
    }

    #[test]
    fn an_admin_may_replace_the_lists() {
        let mut own = lists();
        own.pt.stops = list(&["Não, obrigado", " ", ""]);
        own.emoji = list(&["🛑"]);
        let stored = serde_json::to_string(&own).expect("JSON");
        let own: StopLists = serde_json::from_str(&stored).expect("lists");
        assert!(stop(Answer::Text("nao obrigado, hoje não"), &own));
        assert!(stop(Answer::Text("🛑"), &own));
        assert!(!stop(Answer::Text("engano"), &own));
        assert!(!stop(Answer::Text("👎"), &own));
        assert!(!stop(Answer::Text("oi"), &own));
    }

    proptest! {
        #[test]
        fn every_opt_out_is_a_stop(text in "(sair|parar|pare|para|engano|oi|[!. ]){0,3}") {
            if opt_out(Answer::Text(&text), &lists()) {
                prop_assert!(stop(Answer::Text(&text), &lists()));
            }
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = stop(Answer::Text(&text), &lists());
            let _ = stop(Answer::TemplateButton(&text), &lists());
            let _ = stop(Answer::Reaction(&text), &lists());
        }
    }
}
