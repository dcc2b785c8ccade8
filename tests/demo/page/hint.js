// What a first visitor is told: three sentences, and where one is in the five steps of starting.

import { h } from "./dom.js";
import { app, set } from "./store.js";
import { inline } from "./markdown.js";
import { allCommands, begin } from "./commands.js";
import { t } from "./texts.js";

const STEPS = ["contact", "number", "team", "template", "parameters"];

/** The strip below the bar. */
export function hint() {
  if (!app.ui.hint) return null;
  const step = currentStep();
  return h("aside", { class: "hint", "aria-label": t("guide"), "data-test": "hint" },
    h("ol", { class: "hint-lines" }, ["hint_1", "hint_2", "hint_3"].map((key) => h("li", null, h("span", null, inline(t(key)))))),
    h("ol", { class: "steps", "aria-label": t("five_steps"), "data-test": "steps", "data-step": step ?? "" }, STEPS.map((name, at) => h("li", { class: `step${step === at + 1 ? " now" : step > at + 1 ? " done" : ""}`, "aria-current": step === at + 1 ? "step" : null },
      h("span", { class: "step-number", "aria-hidden": "true" }, step > at + 1 ? "✓" : at + 1), t(`step_${name}`)))),
    h("div", { class: "hint-buttons" },
      h("button", { type: "button", class: "btn primary tiny", "data-test": "hint-begin", onclick: beginStart }, t("hint_begin")),
      h("button", { type: "button", class: "btn secondary tiny", "data-test": "hint-dismiss", onclick: () => set({ hint: false }) }, t("hint_dismiss"))));
}

/** The step of the newest draft that is shown, read off its trail. */
function currentStep() {
  for (const place of Object.values(app.state.places)) {
    for (const one of place.messages.toReversed()) {
      if (!one.ephemeral || app.ui.dismissed[one.id]) continue;
      const found = /\b([1-5]) (?:de|of) 5\b/.exec([one.content, ...one.texts].join("\n"));
      return found ? Number(found[1]) : null;
    }
  }
  return null;
}

function beginStart() {
  const place = app.ui.channel;
  const command = allCommands().find((one) => one.path === "start");
  if (!place || !command) return;
  set({ tab: "channel" });
  begin(place, command);
  queueMicrotask(() => document.querySelector(`[data-line="${place}"]`)?.focus());
}
