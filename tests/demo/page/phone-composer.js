// Where a customer writes: text, emoji, and everything that can be attached.

import { h } from "./dom.js";
import { app, changed, set } from "./store.js";
import { customer, ownPhone } from "./live.js";
import { words } from "./bubble-content.js";
import { emojiPicker } from "./message-menu.js";
import { icon } from "./marks.js";
import { attachMenu, sendVoice } from "./phone-attach.js";
import { t } from "./texts.js";

const drafts = new Map();
const here = () => `${app.ui.customer}${app.ui.number}`;

/** The line at the bottom of a chat. */
export function phoneComposer(who, number) {
  const chat = `${who.key}${number.id}`;
  const { ui } = app;
  const found = (id) => app.state.phone?.messages.find((one) => one.id === id);
  const [quoted, edited] = [found(ui.quoting[chat]), found(ui.rewording[chat])];
  return h("form", { class: "phone-write", key: `write${chat}`, onsubmit: (event) => { event.preventDefault(); send(); } },
    ui.ownPhone ? bar("own-phone-bar", t("own_phone_of", { name: number.name }), () => set({ ownPhone: false })) : null,
    edited ? bar("edit-bar", `${t("edit")}: ${words(edited.content)}`, stopEdit) : null,
    quoted ? bar("quote-bar", words(quoted.content), stopQuote) : null,
    h("button", { type: "button", class: "plain", title: t("attach"), "aria-label": t("attach"), "aria-haspopup": "menu", "data-test": "phone-attach", onclick: (event) => attachMenu(event.currentTarget, caption) }, icon("clip")),
    h("button", { type: "button", class: "plain", title: t("emoji"), "aria-label": t("emoji"), onclick: (event) => emojiPicker(event.currentTarget, insert) }, icon("smile")),
    h("textarea", {
      rows: 1, dir: "auto", class: "phone-field", placeholder: t("phone_write"), "aria-label": t("phone_write_as", { name: ui.ownPhone ? number.name : who.name }), "data-test": "phone-composer", autocomplete: "off",
      mount: (el) => { el.value = drafts.get(chat) ?? ""; grow(el); },
      oninput: (event) => { drafts.set(chat, event.target.value); grow(event.target); changed(); },
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
        if (event.key === "Escape") { stopQuote(); stopEdit(); }
      },
    }),
    (drafts.get(chat) ?? "").trim()
      ? h("button", { key: "send", type: "submit", class: "round", title: t("send"), "aria-label": t("send"), "data-test": "phone-send" }, icon("send"))
      : h("button", { key: "mic", type: "button", class: "round", title: t("voice_note"), "aria-label": t("send_voice"), "data-test": "phone-voice", onclick: sendVoice }, icon("mic")));
}

function bar(test, text, stop) {
  return h("div", { class: "quote-bar", key: test, "data-test": test }, h("span", { class: "grow quote-words", dir: "auto" }, text), h("button", { type: "button", class: "plain", "aria-label": t("cancel"), onclick: stop }, "✕"));
}

function grow(el) {
  el.style.setProperty("height", "auto");
  if (el.value === "") return;
  el.style.setProperty("height", `${Math.min(110, el.scrollHeight)}px`);
}

function field() {
  return document.querySelector("[data-test='phone-composer']");
}

function write(chat, text) {
  drafts.set(chat, text);
  const el = field();
  if (el && chat === here()) {
    el.value = text;
    grow(el);
  }
  changed();
}

function insert(emoji) {
  write(here(), (drafts.get(here()) ?? "") + emoji);
  field()?.focus();
}

/** What is written already, which goes along with what is attached. */
function caption() {
  const text = (drafts.get(here()) ?? "").trim();
  write(here(), "");
  return text;
}

/** Makes the next message quote this one. */
export function startQuote(one) {
  set({ quoting: { ...app.ui.quoting, [here()]: one.id } });
  field()?.focus();
}

/** Makes the next text take the place of this one. */
export function startEdit(one) {
  set({ rewording: { ...app.ui.rewording, [here()]: one.id } });
  write(here(), one.content.body);
  field()?.focus();
}

function stopEdit() {
  if (app.ui.rewording[here()]) write(here(), "");
  set({ rewording: { ...app.ui.rewording, [here()]: null } });
}

function stopQuote() {
  set({ quoting: { ...app.ui.quoting, [here()]: null } });
}

async function send() {
  const chat = here();
  const text = (drafts.get(chat) ?? "").trim();
  if (text === "") return;
  const { quoting, rewording } = app.ui;
  const [quotes, message] = [quoting[chat], rewording[chat]];
  write(chat, "");
  field()?.focus();
  set({ quoting: { ...quoting, [chat]: null }, rewording: { ...rewording, [chat]: null } });
  const list = document.querySelector(".chat");
  if (list && !message) list.stuck = true;
  const does = app.ui.ownPhone ? ownPhone : customer;
  const done = await (message ? does("edits", { message, text }) : does("writes", quotes ? { text, quotes } : { text }));
  if (!done.ok && !drafts.get(chat)) write(chat, text);
}
