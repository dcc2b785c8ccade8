// The page's own texts, in the language that its reader has chosen.

import { app } from "./store.js";
import { texts as pt } from "./texts-pt.js";
import { texts as en } from "./texts-en.js";
import { texts as es } from "./texts-es.js";

const ALL = { "pt-BR": pt, en, es };

/** The languages, each by its own name. */
export const LANGUAGES = [["pt-BR", "Português"], ["en", "English"], ["es", "Español"]];

/** The text with this key, `{name}` replaced by `values.name`. */
export function t(key, values = {}) {
  const text = (ALL[app.ui.lang] ?? pt)[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
