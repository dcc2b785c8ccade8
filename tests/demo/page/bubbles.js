// What stands in a chat on a phone.

import { follow, h, memo, roving, scrolled, stick } from "./dom.js";
import { app } from "./store.js";
import { customer, ownPhone } from "./live.js";
import { closePop, menuItem, openPop } from "./pop.js";
import { emojiPicker } from "./message-menu.js";
import { buttons, parts, words } from "./bubble-content.js";
import { startEdit, startQuote } from "./phone-composer.js";
import { icon } from "./marks.js";
import { shown } from "./time.js";
import { t } from "./texts.js";

const HEARTS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** The scrolling chat. */
export function bubbles(phone) {
  const all = phone?.messages ?? [];
  return h("div", {
    key: `chat${app.ui.customer}${app.ui.number}`, class: "chat", tabindex: 0, role: "log", "aria-label": t("messages"), "data-test": "chat",
    mount: stick, update: follow, onscroll: (event) => scrolled(event.currentTarget),
    onkeydown: (event) => walk(event, all),
  }, h("ol", { role: "list" },
    phone && all.length === 0 ? h("li", { class: "chat-note", key: "none" }, t("empty_chat")) : null,
    all.flatMap((one, at) => {
      const fresh = at === 0 || new Date(all[at - 1].at).toDateString() !== new Date(one.at).toDateString();
      const quoted = one.quotes ? all.find((other) => other.id === one.quotes) : null;
      const line = memo(one.id, [one, quoted, app.ui.lang, app.ui.customer, app.ui.number, app.ui.ownPhone], () => bubble(one, quoted));
      return fresh ? [h("li", { class: "chat-note", key: `day${one.at.slice(0, 10)}` }, shown(Date.parse(one.at), "D")), line] : [line];
    })));
}

function walk(event, all) {
  const line = event.target.closest(".bubble-line");
  if ((event.target === event.currentTarget || event.target === line) && roving(event, event.currentTarget, ".bubble-line")) return;
  if (line && event.target === line && (event.key === "Enter" || event.key === "ContextMenu")) {
    event.preventDefault();
    menu(all.find((one) => one.id === line.dataset.id), line);
  }
}

function bubble(one, quoted) {
  const mine = one.author === "customer";
  const sticker = one.content.type === "media" && one.content.kind === "sticker";
  return h("li", {
    class: `bubble-line ${mine ? "mine" : "theirs"}`, tabindex: -1, "data-test": "bubble", "data-id": one.id, "data-author": one.author, "data-type": one.content.type,
    oncontextmenu: (event) => { if (event.target.closest("a")) return; event.preventDefault(); menu(one, { x: event.clientX, y: event.clientY }); },
  },
  h("div", { class: `bubble${sticker ? " sticker" : ""}` },
    one.forwarded ? h("div", { class: "bubble-forwarded", "data-test": "bubble-forwarded" }, icon("forward"), t("forwarded")) : null,
    one.quotes ? h("div", { class: "quoted-bubble" }, quoted ? [h("strong", null, quoted.author === "customer" ? t("you") : h("bdi", null, numberName())), h("div", { class: "cut", dir: "auto" }, words(quoted.content))] : t("gone")) : null,
    parts(one), h("span", { class: "bubble-foot" }, one.edited ? h("span", { "data-test": "bubble-edited" }, t("edited").trim()) : null, h("time", { datetime: one.at }, shown(Date.parse(one.at), "t")), ticks(one.ticks)),
    buttons(one),
    h("button", { type: "button", class: "bubble-more", tabindex: -1, "aria-label": t("message_tools"), "data-test": "bubble-more", onclick: (event) => menu(one, event.currentTarget) }, icon("down"))),
  one.reactions.length ? h("div", { class: "bubble-reactions", "data-test": "bubble-reactions" }, one.reactions.map(([who, emoji]) => h("span", { title: who === "customer" ? t("you") : numberName() }, emoji))) : null);
}

function numberName() {
  return app.state.numbers.find((one) => one.id === app.ui.number)?.name ?? "";
}

function ticks(value) {
  if (!value) return null;
  return h("span", { class: `ticks ${value}`, role: "img", "aria-label": t(`ticks_${value}`), title: t(`ticks_${value}`), "data-test": "ticks", "data-ticks": value },
    h("svg", { viewBox: "0 0 18 12", class: "tick-icon", "aria-hidden": "true" }, h("path", { d: "M1 6.5 4.5 10 11 2M7 9l1 1L14.5 2" })));
}

function menu(one, anchor) {
  // The company's own phone stands in for the customer's while it is in the hand.
  const asCompany = app.ui.ownPhone;
  const me = asCompany ? "business" : "customer";
  const mine = one.author === me;
  const own = one.reactions.find(([who]) => who === me)?.[1];
  const react = (emoji) => {
    const wanted = { message: one.id, emoji: emoji === own ? "" : emoji };
    return asCompany ? ownPhone("reacts", wanted) : customer("reacts_phone", wanted);
  };
  openPop({
    name: "bubble-menu", anchor, role: "menu", label: t("message_tools"), className: "menu", end: true,
    render: () => [
      h("div", { class: "quick", role: "group" }, HEARTS.map((emoji) => h("button", { type: "button", role: "menuitem", tabindex: -1, class: `emoji${emoji === own ? " on" : ""}`, "aria-label": emoji, "data-test": "phone-react", "data-emoji": emoji, onclick: () => { closePop(); react(emoji); } }, emoji)),
        h("button", { type: "button", role: "menuitem", tabindex: -1, class: "emoji", "aria-label": t("emoji"), onclick: () => { closePop(); emojiPicker(anchor, react); } }, "+")),
      asCompany ? null : menuItem(t("reply"), () => startQuote(one), { test: "phone-reply", sign: icon("reply") }),
      mine && one.content.type === "text" ? menuItem(t("edit"), () => startEdit(one), { test: "phone-edit", sign: icon("edit") }) : null,
      menuItem(t("copy"), () => navigator.clipboard?.writeText(words(one.content)), { sign: icon("copy") }),
      own ? menuItem(t("take_back"), () => react(own), { test: "phone-unreact", sign: "✕" }) : null,
      mine ? menuItem(t("delete_for_all"), () => (asCompany ? ownPhone : customer)("takes_back", { message: one.id }), { test: "phone-delete", className: "danger", sign: icon("trash") }) : null,
    ],
  });
}
