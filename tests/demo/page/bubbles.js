// What stands in a chat on a phone.

import { h, memo, roving } from "./dom.js";
import { app, set } from "./store.js";
import { customer } from "./live.js";
import { closePop, menuItem, openPop } from "./pop.js";
import { emojiPicker } from "./message-menu.js";
import { bubbleText } from "./whatsapp-text.js";
import { filePart, picture, voicePlayer } from "./media.js";
import { icon } from "./marks.js";
import { say } from "./notices.js";
import { shown } from "./time.js";
import { t } from "./texts.js";

const HEARTS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** The scrolling chat. */
export function bubbles(phone) {
  const all = phone?.messages ?? [];
  return h("div", {
    key: `chat${app.ui.customer}${app.ui.number}`, class: "chat", tabindex: 0, role: "log", "aria-label": t("messages"), "data-test": "chat",
    mount: stick, update: follow, onscroll: (event) => { const el = event.currentTarget; el.stuck = el.scrollHeight - el.scrollTop - el.clientHeight < 48; },
    onkeydown: (event) => walk(event, all),
  }, h("ol", { role: "list" },
    phone && all.length === 0 ? h("li", { class: "chat-note", key: "none" }, t("empty_chat")) : null,
    all.flatMap((one, at) => {
      const fresh = at === 0 || new Date(all[at - 1].at).toDateString() !== new Date(one.at).toDateString();
      const quoted = one.quotes ? all.find((other) => other.id === one.quotes) : null;
      const line = memo(one.id, [one, quoted, app.ui.lang, app.ui.customer, app.ui.number], () => bubble(one, quoted));
      return fresh ? [h("li", { class: "chat-note", key: `day${one.at.slice(0, 10)}` }, shown(Date.parse(one.at), "D")), line] : [line];
    })));
}

function stick(el) {
  el.stuck = true;
  new ResizeObserver(() => follow(el)).observe(el.firstElementChild);
  new ResizeObserver(() => follow(el)).observe(el);
}

function follow(el) {
  if (el.stuck) el.scrollTop = el.scrollHeight;
}

function walk(event, all) {
  const line = event.target.closest(".bubble-line");
  if ((event.target === event.currentTarget || event.target === line) && roving(event, event.currentTarget, ".bubble-line")) return;
  if (line && event.target === line && (event.key === "Enter" || event.key === "ContextMenu")) {
    event.preventDefault();
    menu(all.find((one) => one.id === line.dataset.id), line);
  }
}

/** What a bubble says, on one line. */
export function words(content) {
  switch (content.type) {
    case "text": return content.body;
    case "media": return `${sign(content)} ${content.caption ?? content.filename ?? t(`kind_${content.kind}`)}`;
    case "location": return `📍 ${content.name ?? t("location")}`;
    case "contacts": return `👤 ${content.cards.map((card) => card.name?.formatted_name ?? "").join(", ")}`;
    case "pressed": return content.label;
    case "picked": return content.title;
    default: return content.body ?? "";
  }
}

function sign(media) {
  return { image: "📷", video: "🎬", audio: media.voice ? "🎤" : "🎵", document: "📄", sticker: "💟" }[media.kind] ?? "📎";
}

function bubble(one, quoted) {
  const mine = one.author === "customer";
  const sticker = one.content.type === "media" && one.content.kind === "sticker";
  return h("li", {
    class: `bubble-line ${mine ? "mine" : "theirs"}`, tabindex: -1, "data-test": "bubble", "data-id": one.id, "data-author": one.author, "data-type": one.content.type,
    oncontextmenu: (event) => { if (event.target.closest("a")) return; event.preventDefault(); menu(one, { x: event.clientX, y: event.clientY }); },
  },
  h("div", { class: `bubble${sticker ? " sticker" : ""}` },
    one.quotes ? h("div", { class: "quoted-bubble" }, quoted ? [h("strong", null, quoted.author === "customer" ? t("you") : h("bdi", null, numberName())), h("div", { class: "cut", dir: "auto" }, words(quoted.content))] : t("gone")) : null,
    content(one), h("span", { class: "bubble-foot" }, h("time", { datetime: one.at }, shown(Date.parse(one.at), "t")), ticks(one.ticks)),
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

function content(one) {
  const { content: it } = one;
  switch (it.type) {
    case "text": return h("div", { class: "bubble-text", "data-test": "bubble-text" }, bubbleText(it.body));
    case "media": return [media(it), it.caption ? h("div", { class: "bubble-text" }, bubbleText(it.caption)) : null];
    case "location": return place(it);
    case "contacts": return it.cards.map((card) => h("div", { class: "card-line" }, "👤 ", h("bdi", null, card.name?.formatted_name ?? ""), (card.phones ?? []).map((phone) => h("div", { class: "faint" }, phone.phone))));
    case "template": case "interactive": return shownBody(it);
    case "pressed": return h("div", { class: "bubble-text", "data-test": "bubble-text", dir: "auto" }, it.label);
    case "picked": return h("div", { class: "bubble-text", "data-test": "bubble-text", dir: "auto" }, it.title);
    default: return null;
  }
}

function media(it) {
  const address = it.file ?? null;
  switch (it.kind) {
    case "image": return picture(address, it.caption || t("picture"), "");
    case "sticker": return picture(address, t("kind_sticker"), "sticker");
    case "video": return address ? h("video", { class: "film", controls: true, preload: "metadata", src: address, "aria-label": t("kind_video") }) : missing("🎬", it);
    case "audio": return address ? voicePlayer(address, it.voice ? t("voice_note") : t("kind_audio")) : missing("🎤", it);
    default: return filePart(address, it.filename ?? t("kind_document"));
  }
}

function missing(emoji, it) {
  return h("div", { class: "picture missing", role: "img", "aria-label": t(`kind_${it.kind}`) }, emoji);
}

function place(it) {
  return h("div", { class: "map", "data-test": "location" }, h("div", { class: "map-picture", "aria-hidden": "true" }, icon("pin", "icon big")),
    h("strong", { dir: "auto" }, it.name ?? t("location")), it.address ? h("div", { class: "faint", dir: "auto" }, it.address) : null, h("div", { class: "faint" }, `${it.latitude}, ${it.longitude}`));
}

function shownBody(it) {
  const { header } = it;
  const top = !header ? null
    : header.format === "text" ? h("div", { class: "bubble-header", dir: "auto" }, header.text)
      : header.format === "location" ? place(header) : media(header);
  return [top, h("div", { class: "bubble-text", "data-test": "bubble-text" }, bubbleText(it.body)),
    it.footer ? h("div", { class: "bubble-footer", dir: "auto" }, it.footer) : null,
    it.cards?.length ? h("div", { class: "cards" }, it.cards.map((card) => h("div", { class: "card" }, shownBody(card)))) : null];
}

function buttons(one) {
  const { content: it } = one;
  if (!it.buttons?.length) return null;
  if (it.type === "interactive" && it.name === "list") {
    return h("div", { class: "bubble-buttons" }, h("button", { type: "button", class: "bubble-button", "aria-haspopup": "menu", "data-test": "list-open", onclick: (event) => rows(one, event.currentTarget) }, "☰ ", t("list_open")));
  }
  return h("div", { class: "bubble-buttons" }, it.buttons.map((button) => h("button", {
    key: button.label, type: "button", class: "bubble-button", "data-test": "bubble-button", "data-label": button.label, onclick: () => press(one, button),
  }, h("span", { "aria-hidden": "true" }, signOf(button)), h("bdi", null, button.label))));
}

function signOf(button) {
  if (button.answer !== null && button.answer !== undefined) return "↩\uFE0E ";
  if (/^https?:/.test(button.target ?? "")) return "↗\uFE0E ";
  return /^\+?\d[\d -]+$/.test(button.target ?? "") ? "📞 " : "⧉\uFE0E ";
}

function press(one, button) {
  if (button.answer === null || button.answer === undefined) {
    say(`${button.label}: ${button.target ?? ""}`);
  } else if (one.content.type === "template") {
    customer("presses_button", { message: one.id, label: button.label });
  } else {
    customer("picks", { message: one.id, title: button.label });
  }
}

function rows(one, anchor) {
  openPop({
    name: "list", anchor, role: "menu", label: t("list_open"), className: "menu", wide: true,
    render: () => one.content.buttons.map((row) => h("button", { type: "button", role: "menuitem", tabindex: -1, class: "menu-item", "data-test": "list-row", onclick: () => { closePop(); customer("picks", { message: one.id, title: row.label }); } },
      h("span", { class: "grow" }, h("span", { class: "option-label", dir: "auto" }, row.label), row.description ? h("span", { class: "option-more", dir: "auto" }, row.description) : null))),
  });
}

function menu(one, anchor) {
  const own = one.reactions.find(([who]) => who === "customer")?.[1];
  const react = (emoji) => customer("reacts_phone", { message: one.id, emoji: emoji === own ? "" : emoji });
  openPop({
    name: "bubble-menu", anchor, role: "menu", label: t("message_tools"), className: "menu", end: true,
    render: () => [
      h("div", { class: "quick", role: "group" }, HEARTS.map((emoji) => h("button", { type: "button", role: "menuitem", tabindex: -1, class: `emoji${emoji === own ? " on" : ""}`, "aria-label": emoji, "data-test": "phone-react", "data-emoji": emoji, onclick: () => { closePop(); react(emoji); } }, emoji)),
        h("button", { type: "button", role: "menuitem", tabindex: -1, class: "emoji", "aria-label": t("emoji"), onclick: () => { closePop(); emojiPicker(anchor, react); } }, "+")),
      menuItem(t("reply"), () => {
        set({ quoting: { ...app.ui.quoting, [`${app.ui.customer}${app.ui.number}`]: one.id } });
        document.querySelector("[data-test='phone-composer']")?.focus();
      }, { test: "phone-reply", sign: icon("reply") }),
      menuItem(t("copy"), () => navigator.clipboard?.writeText(words(one.content)), { sign: icon("copy") }),
      own ? menuItem(t("take_back"), () => react(own), { test: "phone-unreact", sign: "✕" }) : null,
    ],
  });
}
