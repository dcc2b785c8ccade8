// A message's menu with the bot's commands in it, and the emoji picker.

import { h } from "./dom.js";
import { app, set } from "./store.js";
import { desk } from "./live.js";
import { closePop, menuItem, openPop } from "./pop.js";
import { runOn } from "./interactions.js";
import { startReply } from "./messages.js";
import { icon } from "./marks.js";
import { t } from "./texts.js";

const QUICK = ["👍", "❤️", "🙏", "😊", "🎉"];
const EMOJIS = [
  ...QUICK, "😀", "😂", "😉", "😍", "🤔", "😅", "😢", "😡", "😮", "🥳", "👋", "👏", "💪", "👌", "✌️", "👎", "🤝", "🔥", "⭐", "✅", "❌", "⚠️", "💡",
  "📦", "🚚", "💰", "🧾", "📞", "📍", "⏰", "📅", "🏠", "🛒", "🎁", "💙", "💚", "☕", "🌞", "🌧️", "🐶", "🐱", "🚀", "🔒", "👀", "💬", "📎",
];

/** A grid of emojis beside `anchor`; `own` are the server's, which only Discord has. */
export function emojiPicker(anchor, pick, own = []) {
  openPop({
    name: "emoji", anchor, role: "menu", label: t("emoji"), className: "emoji-grid", across: true, end: true, items: "[role='menuitem']",
    render: () => [
      ...EMOJIS.map((emoji) => choice(emoji, emoji, pick, emoji)),
      ...own.map(({ id, name, animated }) => choice(name, `<${animated ? "a" : ""}:${name}:${id}>`, pick, h("img", { class: "own-emoji", src: `/file/sticker/${id}`, alt: `:${name}:` }))),
    ],
  });
}

function choice(name, text, pick, shown) {
  return h("button", {
    key: name, type: "button", role: "menuitem", class: "emoji", tabindex: -1, "data-test": "emoji", "data-emoji": name,
    onclick: () => { closePop(); pick(text); },
  }, shown);
}

/** Everything that one can do with a message, beside `anchor`. */
export function messageMenu(one, anchor) {
  const mine = one.author_id === app.ui.me;
  const apps = app.state.commands.filter((command) => command.kind === 3);
  openPop({
    name: "message-menu", anchor, role: "menu", label: t("message_tools"), className: "menu", end: true,
    render: () => [
      one.ephemeral ? null : h("div", { class: "quick", role: "group" }, QUICK.map((emoji) => h("button", {
        type: "button", role: "menuitem", tabindex: -1, class: "emoji", "data-test": "quick-react", "data-emoji": emoji, "aria-label": emoji,
        onclick: () => { closePop(); desk("reacts", { message: one.id, emoji }); },
      }, emoji))),
      one.ephemeral ? null : menuItem(t("reply"), () => startReply(one), { test: "menu-reply", sign: icon("reply") }),
      mine ? menuItem(t("edit"), () => set({ editing: one.id }), { test: "menu-edit", sign: icon("edit") }) : null,
      menuItem(t("copy"), () => navigator.clipboard?.writeText(one.content), { test: "menu-copy", sign: icon("copy") }),
      one.ephemeral ? null : menuItem(t("forward"), () => forwardTo(one, anchor), { test: "menu-forward", sign: icon("forward") }),
      mine ? menuItem(t("delete"), () => desk("deletes", { message: one.id }), { test: "menu-delete", className: "danger", sign: icon("trash") }) : null,
      apps.length ? h("div", { class: "menu-head", role: "presentation" }, icon("app"), t("apps")) : null,
      apps.map((command) => menuItem(command.shown, () => runOn(one.channel_id, one.id, command.name, command.shown), { test: "menu-app" })),
    ],
  });
}

function forwardTo(one, anchor) {
  openPop({
    name: "forward", anchor, role: "menu", label: t("forward"), className: "menu", end: true,
    render: () => app.state.channels.filter((place) => place.kind !== 4 && !place.thread?.archived)
      .map((place) => menuItem(place.name, () => desk("forwards", { channel: place.id, message: one.id }), { sign: icon(place.thread ? "thread" : "hash") })),
  });
}
