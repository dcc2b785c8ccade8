// Below, on request: what went over the wire on both sides.

import { h, memo } from "./dom.js";
import { app, set } from "./store.js";
import { shown } from "./time.js";
import { t } from "./texts.js";

/** The panel with the newest entries on top. */
export function wire() {
  const { ui, state } = app;
  if (!ui.wire) return null;
  const wanted = ui.wireFilter.toLowerCase();
  const all = (state.wire ?? []).filter((one) => (!ui.wirePlatform || one.platform === ui.wirePlatform) && (!wanted || `${title(one.kind)} ${JSON.stringify(one.kind)}`.toLowerCase().includes(wanted)));
  return h("section", { class: "wire", "aria-label": t("wire"), "data-test": "wire" },
    h("header", null, h("h2", null, t("wire")), h("span", { class: "faint" }, t("wire_more", { n: all.length })), h("span", { class: "grow" }),
      h("select", { class: "pick", "aria-label": t("platform"), "data-test": "wire-platform", onchange: (event) => set({ wirePlatform: event.target.value }) }, [["", t("both")], ["discord", "Discord"], ["whatsapp", "WhatsApp"]].map(([value, label]) => h("option", { value, selected: value === ui.wirePlatform }, label))),
      h("input", { type: "search", class: "field small", placeholder: t("filter"), "aria-label": t("filter"), "data-test": "wire-filter", mount: (el) => { el.value = ui.wireFilter; }, oninput: (event) => set({ wireFilter: event.target.value }) }),
      h("button", { type: "button", class: "plain", "aria-label": t("close"), onclick: () => set({ wire: false }) }, "✕")),
    h("div", { class: "wire-list", tabindex: 0, role: "log", "aria-label": t("wire") },
      all.length === 0 ? h("div", { class: "nothing" }, t("nothing_found")) : null,
      all.toReversed().map((one) => memo(one.number, [one, ui.lang], () => entry(one)))));
}

function title(kind) {
  return kind.kind === "request" ? `${kind.method} ${kind.path}${kind.query ? `?${kind.query}` : ""}` : kind.name;
}

function entry(one) {
  const { kind } = one;
  const request = kind.kind === "request";
  const bad = typeof kind.status === "number" && (kind.status === 0 || kind.status >= 400);
  return h("details", { class: "wire-entry", "data-test": "wire-entry", "data-number": one.number, ontoggle: (event) => fill(event.currentTarget, one) },
    h("summary", null, h("span", { class: "wire-time" }, shown(Date.parse(one.at), "T")), h("span", { class: `wire-side on-${one.platform}` }, one.platform === "discord" ? "Discord" : "WhatsApp"),
      h("span", { class: "wire-way", title: request ? t("from_bot") : t("to_bot"), "aria-label": request ? t("from_bot") : t("to_bot"), role: "img" }, request ? "→" : "←"),
      h("code", { class: "cut grow" }, title(kind)), kind.status === null || kind.status === undefined ? null : h("span", { class: `wire-status${bad ? " bad" : ""}` }, kind.status || "✂")),
    h("pre", { class: "wire-body", own: true, tabindex: 0 }));
}

/** Bodies are written out when somebody opens them. */
function fill(details, one) {
  const body = details.querySelector("pre");
  if (!details.open || body.firstChild) return;
  const { kind } = one;
  const parts = kind.kind === "request"
    ? [[t("body"), kind.body], [t("files"), kind.files?.length ? kind.files : null], [t("answer"), kind.answer]]
    : [[t("body"), kind.body]];
  body.textContent = parts.filter(([, value]) => value !== null && value !== undefined).map(([label, value]) => `${label}:\n${JSON.stringify(value, null, 2)}`).join("\n\n") || t("no_body");
}
