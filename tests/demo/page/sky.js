// Above: time and weather. The clock, the windows, what goes wrong, and the bot's life.

import { h } from "./dom.js";
import { app, set } from "./store.js";
import { act } from "./live.js";
import { LANGUAGES, t } from "./texts.js";
import { openPop } from "./pop.js";
import { icon } from "./marks.js";
import { live } from "./time.js";

const JUMPS = [[60, "+1 min"], [3600, "+1 h"], [86_400, "+24 h"]];
const FAULTS = ["whatsapp_down", "discord_down", "slow", "repeats", "lost_answers"];
const THEMES = ["auto", "light", "dark"];
const THEME_SIGNS = { auto: "◐", light: "☀", dark: "☾" };

/** The bar at the top. */
export function sky() {
  const { state, ui } = app;
  const bad = FAULTS.filter((name) => state.faults[name]);
  return h("header", { class: "sky", "data-test": "sky" },
    h("div", { class: "sky-row" },
      h("h1", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }, "💬"), "Conecta", h("span", { class: "brand-more" }, t("demo"))),
      h("div", { class: "clock", role: "group", "aria-label": t("clock"), "data-test": "clock" },
        icon("clock"), h("span", { class: "clock-face" }, live(0, "day", "clock-day"), live(0, "clock", "clock-time")),
        JUMPS.map(([seconds, label]) => h("button", { type: "button", class: "btn tiny", "aria-label": t("advance", { by: label }), "data-test": `advance-${seconds}`, onclick: () => act({ do: "advances", seconds }) }, label))),
      h("button", { type: "button", class: `btn tiny weather${bad.length ? " on" : ""}`, "aria-haspopup": "menu", "data-test": "faults", onclick: (event) => faultMenu(event.currentTarget) },
        h("span", { "aria-hidden": "true" }, bad.length ? "⛈" : "🌤"), t("weather"), bad.length ? h("span", { class: "badge" }, bad.length) : null),
      botBox(state),
      h("span", { class: "grow" }),
      h("div", { class: "sky-tools", role: "group", "aria-label": t("page") },
        h("button", { type: "button", class: "plain", "aria-pressed": String(ui.hint), title: t("guide"), "aria-label": t("guide"), "data-test": "hint-toggle", onclick: () => set({ hint: !ui.hint }) }, icon("help")),
        h("button", { type: "button", class: "plain", "aria-pressed": String(ui.wire), title: t("wire"), "aria-label": t("wire"), "data-test": "wire-toggle", onclick: () => set({ wire: !ui.wire }) }, icon("wire")),
        h("select", { class: "pick", "aria-label": t("language"), title: t("language"), "data-test": "lang", onchange: (event) => set({ lang: event.target.value }) }, LANGUAGES.map(([code, name]) => h("option", { value: code, selected: code === ui.lang }, name))),
        h("button", { type: "button", class: "plain", title: t(`theme_${ui.theme}`), "aria-label": t(`theme_${ui.theme}`), "data-test": "theme", "data-theme-choice": ui.theme, onclick: () => set({ theme: THEMES[(THEMES.indexOf(ui.theme) + 1) % 3] }) }, h("span", { "aria-hidden": "true" }, THEME_SIGNS[ui.theme])))),
    windows(state));
}

function botBox(state) {
  const up = state.bot === "running";
  return h("div", { class: "bot", role: "group", "aria-label": t("bot"), "data-test": "bot", "data-state": state.bot },
    h("span", { class: `dot ${state.bot}`, "aria-hidden": "true" }), h("span", { class: "bot-state", role: "status" }, t(`bot_${state.bot}`)),
    state.bot_error ? h("span", { class: "bot-error", title: state.bot_error }, "⚠ ", h("span", { class: "cut" }, state.bot_error)) : null,
    h("button", {
      type: "button", class: `btn tiny ${up ? "danger" : "success"}`, disabled: state.bot === "starting", title: up ? t("kill_more") : t("start_more"),
      "data-test": up ? "bot-kill" : "bot-start", onclick: () => act({ do: up ? "kills" : "starts" }),
    }, up ? t("kill") : t("start")));
}

function faultMenu(anchor) {
  openPop({
    name: "faults", anchor, role: "menu", label: t("weather"), className: "menu",
    items: "[role='menuitemcheckbox']",
    render: () => [h("div", { class: "menu-head", role: "presentation" }, t("weather_more")), FAULTS.map((name) => h("button", {
      key: name, type: "button", role: "menuitemcheckbox", "aria-checked": String(Boolean(app.state.faults[name])), tabindex: -1, class: "menu-item", "data-test": `fault-${name}`,
      onclick: () => act({ do: "fault", name, on: !app.state.faults[name] }),
    }, h("span", { class: `switch${app.state.faults[name] ? " on" : ""}`, "aria-hidden": "true" }), h("span", { class: "grow" }, h("span", { class: "option-label" }, t(`fault_${name}`)), h("span", { class: "option-more" }, t(`fault_${name}_more`)))))],
  });
}

function windows(state) {
  const all = state.customers.flatMap((who) => state.numbers.filter((number) => who.chats[number.id]?.last_at).map((number) => ({ who, number, chat: who.chats[number.id] })));
  return h("div", { class: "windows", role: "group", "aria-label": t("windows"), "data-test": "windows" },
    h("span", { class: "faint" }, t("windows")),
    all.length === 0 ? h("span", { class: "faint" }, t("no_windows")) : null,
    all.map(({ who, number, chat }) => h("button", {
      key: who.key + number.id, type: "button", class: `window${chat.window_open ? " open" : ""}`, "data-test": "window", "data-key": who.key, "data-open": String(chat.window_open),
      onclick: () => set({ customer: who.key, number: number.id, tab: "phone" }),
    }, h("span", { "aria-hidden": "true" }, chat.window_open ? "🟢" : "🔴"), h("bdi", null, who.name), h("span", { class: "faint" }, number.name),
    chat.window_open ? live(Date.parse(chat.window_until), "left") : h("span", null, t("closed")))));
}
