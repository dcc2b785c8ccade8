// Puts the page together and keeps it true.

import { draw, h } from "./dom.js";
import { app, changed, connect, recall, set } from "./store.js";
import { open, tellLook } from "./live.js";
import { discord, markRead } from "./discord.js";
import { phones } from "./phone.js";
import { sky } from "./sky.js";
import { hint } from "./hint.js";
import { wire } from "./wire.js";
import { modalLayer } from "./modal.js";
import { popLayer } from "./pop.js";
import { largePicture } from "./media.js";
import { noticeList } from "./notices.js";
import { icon } from "./marks.js";
import { keepTime } from "./time.js";
import { t } from "./texts.js";

const light = matchMedia("(prefers-color-scheme: light)");
const TABS = [["places", "hash"], ["channel", "app"], ["thread", "thread"], ["phone", "phone"], ["sky", "clock"]];

function page() {
  const { state, ui } = app;
  dress();
  if (!state) return [h("div", { class: "waiting-page", role: "status", "data-test": "waiting" }, h("span", { class: "spinner" }), app.link === "lost" ? t("lost") : t("loading")), noticeList()];
  return [
    h("div", { class: `app tab-${ui.tab}`, key: "app", "data-test": "app", "data-link": app.link, inert: ui.modal || ui.large ? true : null },
      app.link === "lost" ? h("div", { class: "banner", role: "alert", "data-test": "banner" }, h("span", { class: "spinner", "aria-hidden": "true" }), t("lost")) : null,
      sky(), hint(),
      h("main", { class: "stage" }, discord(), phones()),
      wire(), tabs(state, ui)),
    modalLayer(), popLayer(), largePicture(ui.large), noticeList(),
  ];
}

function tabs(state, ui) {
  const sum = (list) => list.reduce((total, one) => total + one, 0);
  const badges = {
    places: sum(state.channels.map((one) => one.mentions)),
    phone: sum(state.customers.flatMap((who) => Object.values(who.chats).map((chat) => chat.unread))),
  };
  return h("nav", { class: "tabs", "aria-label": t("panes"), "data-test": "tabs" }, TABS.map(([name, sign]) => h("button", {
    key: name, type: "button", class: "tab", "aria-current": ui.tab === name ? "page" : null, "data-test": `tab-${name}`, onclick: () => set({ tab: name }),
  }, icon(sign), h("span", null, t(`tab_${name}`)), badges[name] ? h("span", { class: "badge" }, badges[name]) : null)));
}

function dress() {
  const root = document.documentElement;
  const theme = app.ui.theme === "auto" ? (light.matches ? "light" : "dark") : app.ui.theme;
  if (root.dataset.theme !== theme) root.dataset.theme = theme;
  if (root.lang !== app.ui.lang) root.lang = app.ui.lang;
  const unread = app.state?.channels.reduce((sum, one) => sum + one.mentions, 0);
  const title = `${unread ? `(${unread}) ` : ""}Conecta · ${t("demo")}`;
  if (document.title !== title) document.title = title;
}

recall();
connect({
  onDraw: () => {
    draw(document.getElementById("page"), page());
    // The first draw with a state is what a visitor came for; the browser tests time it.
    if (app.state && performance.getEntriesByName("useful").length === 0) performance.mark("useful");
    markRead();
  },
  onLook: tellLook,
});
light.addEventListener("change", changed);
document.addEventListener("visibilitychange", markRead);
keepTime();
changed();
open();
