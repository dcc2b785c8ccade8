// A form that the bot opened, with its fields' limits.

import { h } from "./dom.js";
import { app } from "./store.js";
import { packed } from "./live.js";
import { formatted } from "./markdown.js";
import { leave, submit } from "./interactions.js";
import { optionsOf } from "./select.js";
import { wrap } from "./pop.js";
import { t } from "./texts.js";

/** The form, if one is open. */
export function modalLayer() {
  const { modal } = app.ui;
  if (!modal) return null;
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    submit(await read(form, modal));
  };
  return h("div", { class: "modal-layer", key: `modal${modal.interaction}` },
    h("form", {
      class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title", "data-test": "modal", onsubmit: send,
      mount: (el) => (el.querySelector(".modal-fields input, .modal-fields textarea, .modal-fields select") ?? el.querySelector("button")).focus(),
      onkeydown: (event) => {
        if (event.key === "Escape") { event.preventDefault(); leave(); }
        if (event.key === "Tab") wrap(event, event.currentTarget);
      },
    },
    h("header", null, h("div", { class: "avatar tonebot", "aria-hidden": "true" }, "💬"), h("h2", { id: "modal-title", dir: "auto" }, modal.title),
      h("button", { type: "button", class: "plain", "aria-label": t("close"), "data-test": "modal-close", onclick: () => leave() }, "✕")),
    h("div", { class: "modal-fields" },
      (modal.texts ?? []).map((text) => h("div", { class: "text" }, formatted(text))),
      modal.fields.map(field)),
    modal.failed ? h("div", { class: "wrong-line", role: "alert" }, modal.failed) : null,
    h("footer", null,
      h("button", { type: "button", class: "btn secondary", onclick: () => leave() }, t("cancel")),
      h("button", { type: "submit", class: "btn primary", disabled: modal.busy, "data-test": "modal-submit" }, t("submit"), modal.busy ? h("span", { class: "dots" }) : null))));
}

function field(one) {
  const id = `field-${one.custom_id}`;
  return h("div", { key: one.custom_id, class: "modal-field" },
    h("label", { for: id, dir: "auto" }, one.label, one.required ? h("span", { class: "must", "aria-hidden": "true" }, " *") : null),
    input(one, id));
}

function input(one, id) {
  const shared = { id, name: one.custom_id, class: "field", required: one.required, "data-test": "modal-field", "data-custom-id": one.custom_id, "data-label": one.label };
  if (one.kind === 19) return h("input", { ...shared, type: "file" });
  if (one.kind !== 4) {
    return h("select", { ...shared, multiple: (one.max ?? 1) > 1 }, optionsOf({ type: one.kind, options: one.options }).map((option) => h("option", { value: option.value, selected: option.default ?? option.chosen }, option.label)));
  }
  const most = one.max ?? 4000;
  const count = (el) => {
    const left = el.parentElement.querySelector(".count");
    if (left) left.textContent = `${[...el.value].length}/${most}`;
  };
  return [
    h(one.long ? "textarea" : "input", {
      ...shared, type: one.long ? null : "text", rows: one.long ? 4 : null, dir: "auto", placeholder: one.placeholder, autocomplete: "off",
      maxlength: most, minlength: one.min ?? null, "aria-describedby": `${id}-count`,
      mount: (el) => { el.value = one.value ?? ""; count(el); }, oninput: (event) => count(event.target),
    }),
    h("span", { class: "count", id: `${id}-count`, own: true }),
  ];
}

async function read(form, modal) {
  const fields = {};
  for (const one of modal.fields) {
    const el = form.elements.namedItem(one.custom_id);
    if (!el) continue;
    if (one.kind === 19) {
      if (el.files[0]) fields[one.custom_id] = await packed(el.files[0]);
    } else if (one.kind !== 4 && el.multiple) {
      fields[one.custom_id] = [...el.selectedOptions].map((option) => option.value);
    } else {
      fields[one.custom_id] = el.value;
    }
  }
  return fields;
}
