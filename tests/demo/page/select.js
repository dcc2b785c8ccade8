// A message's selects: a box that opens a list in which one can search.

import { h } from "./dom.js";
import { app, changed, message as found } from "./store.js";
import { closePop, openPop } from "./pop.js";
import { busy, choose } from "./interactions.js";
import { icon } from "./marks.js";
import { t } from "./texts.js";

let query = "";
let picked = new Set();

/** Small letters without accents, to compare what is typed. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The options of a select: its own, or the people, roles and channels of the server. */
export function optionsOf(select) {
  const { state } = app;
  const users = () => Object.entries(state.users).map(([value, label]) => ({ label, value, description: "" }));
  const roles = () => Object.entries(state.roles).map(([value, role]) => ({ label: `@${role.name}`, value, description: "" }));
  switch (select.type) {
    case 5: return users();
    case 6: return roles();
    case 7: return [...users(), ...roles()];
    case 8: return state.channels.filter((one) => !one.thread && (!select.channel_types?.length || select.channel_types.includes(one.kind)))
      .map((one) => ({ label: `#${one.name}`, value: one.id, description: "" }));
    default: return select.options ?? [];
  }
}

/** The closed box, as it stands in a message. */
export function selectBox(select, message) {
  const waits = busy(message.id, select.custom_id);
  const chosen = optionsOf(select).filter((one) => one.default).map((one) => one.label);
  const shown = chosen.join(", ") || select.placeholder || t("select_placeholder");
  return h("button", {
    type: "button", class: `select-box${waits ? " waiting" : ""}`, disabled: Boolean(select.disabled),
    "aria-haspopup": "listbox", "aria-busy": waits ? "true" : null, "aria-label": `${select.placeholder ?? ""} ${chosen.join(", ")}`.trim() || t("select_placeholder"),
    "data-test": "select", "data-custom-id": select.custom_id, "data-placeholder": select.placeholder,
    onclick: (event) => open(event.currentTarget, select, message.id),
  }, h("span", { class: chosen.length ? "grow" : "grow faint", dir: "auto" }, shown), waits ? h("span", { class: "dots", "aria-hidden": "true" }) : icon("down"));
}

function open(anchor, select, messageId) {
  query = "";
  const before = optionsOf(select).filter((one) => one.default).map((one) => one.value);
  picked = new Set(before);
  const most = select.max_values ?? 1;
  const least = select.min_values ?? 1;
  const commit = () => {
    const values = [...picked];
    if (values.length >= least && values.join() !== before.join() && found(messageId)) choose(messageId, select.custom_id, values);
  };
  openPop({
    name: "select", anchor, wide: true, role: "dialog", label: select.placeholder ?? t("select_placeholder"), className: "select-list",
    items: "[role='option']", onclose: most > 1 ? commit : undefined,
    render: () => list(select, most, messageId),
  });
}

function list(select, most, messageId) {
  const wanted = folded(query);
  const options = optionsOf(select).filter((one) => folded(`${one.label} ${one.description ?? ""}`).includes(wanted));
  const pick = (value) => {
    if (most === 1) {
      closePop();
      choose(messageId, select.custom_id, [value]);
      return;
    }
    if (picked.has(value)) picked.delete(value);
    else if (picked.size < most) picked.add(value);
    changed();
  };
  return [
    h("input", {
      class: "field", type: "text", autofocus: true, placeholder: t("search"), "aria-label": t("search"), autocomplete: "off", "data-test": "select-search",
      oninput: (event) => { query = event.target.value; changed(); },
      onkeydown: (event) => {
        if (event.key === "Enter" && options.length > 0) {
          event.preventDefault();
          pick(options[0].value);
        }
      },
    }),
    h("div", { class: "options", role: "listbox", "aria-multiselectable": most > 1 ? "true" : null, "aria-label": select.placeholder ?? t("select_placeholder") },
      options.slice(0, 100).map((one) => h("button", {
        key: one.value, type: "button", role: "option", tabindex: -1, class: "option", "aria-selected": String(picked.has(one.value)),
        "data-test": "select-option", "data-value": one.value, onclick: () => pick(one.value),
      },
      one.emoji?.name ? h("span", { class: "emoji" }, one.emoji.name) : null,
      h("span", { class: "grow" }, h("span", { class: "option-label", dir: "auto" }, one.label), one.description ? h("span", { class: "option-more", dir: "auto" }, one.description) : null),
      picked.has(one.value) ? h("span", { "aria-hidden": "true" }, "✓") : null)),
      options.length === 0 ? h("div", { class: "nothing" }, t("nothing_found")) : null),
    most > 1 ? h("button", { type: "button", class: "btn primary", onclick: closePop, "data-test": "select-done" }, t("done")) : null,
  ];
}
