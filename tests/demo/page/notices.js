// Short notices at the bottom, which are read aloud as well.

import { changed } from "./store.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

const LIFE = 7000;
let notices = [];
let count = 0;

/** Shows a sentence for some seconds; `wrong` ones stay until they are closed or 20 s are over. */
export function say(text, kind = "plain") {
  const id = ++count;
  notices = [...notices.filter((one) => one.text !== text), { id, text, kind }].slice(-3);
  setTimeout(() => drop(id), kind === "wrong" ? 20_000 : LIFE);
  changed();
}

function drop(id) {
  notices = notices.filter((one) => one.id !== id);
  changed();
}

/** The live region with what is to be said. */
export function noticeList() {
  return h("div", { class: "notices", "aria-live": "polite", "data-test": "notices" },
    notices.map((one) => h("div", { key: one.id, class: `notice ${one.kind}`, role: one.kind === "wrong" ? "alert" : null, "data-test": "notice" },
      h("span", { dir: "auto" }, one.text),
      h("button", { class: "plain", type: "button", "aria-label": t("close"), onclick: () => drop(one.id) }, "✕"))));
}
