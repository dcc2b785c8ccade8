// Where a customer writes: text, emoji, and everything that can be attached.

import { h } from "./dom.js";
import { app, changed, set } from "./store.js";
import { customer, upload } from "./live.js";
import { words } from "./bubbles.js";
import { emojiPicker } from "./message-menu.js";
import { menuItem, openPop } from "./pop.js";
import { icon } from "./marks.js";
import { samplePdf, samplePicture, sampleSticker, voiceNote } from "./samples.js";
import { t } from "./texts.js";

const drafts = new Map();
const here = () => `${app.ui.customer}${app.ui.number}`;

/** The line at the bottom of a chat. */
export function phoneComposer(who, number) {
  const chat = `${who.key}${number.id}`;
  const quoted = app.state.phone?.messages.find((one) => one.id === app.ui.quoting[chat]);
  return h("form", { class: "phone-write", key: `write${chat}`, onsubmit: (event) => { event.preventDefault(); send(); } },
    quoted ? h("div", { class: "quote-bar", "data-test": "quote-bar" }, h("span", { class: "cut grow", dir: "auto" }, words(quoted.content)), h("button", { type: "button", class: "plain", "aria-label": t("cancel"), onclick: stopQuote }, "✕")) : null,
    h("button", { type: "button", class: "plain", title: t("attach"), "aria-label": t("attach"), "aria-haspopup": "menu", "data-test": "phone-attach", onclick: (event) => attachMenu(event.currentTarget) }, icon("clip")),
    h("button", { type: "button", class: "plain", title: t("emoji"), "aria-label": t("emoji"), onclick: (event) => emojiPicker(event.currentTarget, insert) }, icon("smile")),
    h("textarea", {
      rows: 1, dir: "auto", class: "phone-field", placeholder: t("phone_write"), "aria-label": t("phone_write_as", { name: who.name }), "data-test": "phone-composer", autocomplete: "off",
      mount: (el) => { el.value = drafts.get(chat) ?? ""; grow(el); },
      oninput: (event) => { drafts.set(chat, event.target.value); grow(event.target); changed(); },
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
        if (event.key === "Escape") stopQuote();
      },
    }),
    (drafts.get(chat) ?? "").trim()
      ? h("button", { key: "send", type: "submit", class: "round", title: t("send"), "aria-label": t("send"), "data-test": "phone-send" }, icon("send"))
      : h("button", { key: "mic", type: "button", class: "round", title: t("voice_note"), "aria-label": t("send_voice"), "data-test": "phone-voice", onclick: sendVoice }, icon("mic")));
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

function stopQuote() {
  set({ quoting: { ...app.ui.quoting, [here()]: null } });
}

async function send() {
  const chat = here();
  const text = (drafts.get(chat) ?? "").trim();
  if (text === "") return;
  const quotes = app.ui.quoting[chat];
  write(chat, "");
  field()?.focus();
  if (quotes) stopQuote();
  const list = document.querySelector(".chat");
  if (list) list.stuck = true;
  const done = await customer("writes", quotes ? { text, quotes } : { text });
  if (!done.ok && !drafts.get(chat)) write(chat, text);
}

function attachMenu(anchor) {
  const caption = () => {
    const text = (drafts.get(here()) ?? "").trim();
    write(here(), "");
    return text;
  };
  const sends = (kind, name, make, captioned) => async () => sendFile(kind, name, await make(), captioned ? caption() : "");
  openPop({
    name: "phone-attach", anchor, role: "menu", label: t("attach"), className: "menu",
    render: () => [
      menuItem(t("sample_picture"), sends("image", "foto.png", samplePicture, true), { test: "send-picture", sign: "📷" }),
      menuItem(t("voice_note"), sendVoice, { test: "send-voice", sign: "🎤" }),
      menuItem(t("sample_document"), sends("document", "comprovante.pdf", samplePdf, true), { test: "send-document", sign: "📄" }),
      menuItem(t("kind_sticker"), sends("sticker", "figurinha.webp", sampleSticker, false), { test: "send-sticker", sign: "💟" }),
      menuItem(t("location"), () => customer("locates", { latitude: -23.5614, longitude: -46.6559, name: "Av. Paulista, 1578" }), { test: "send-location", sign: "📍" }),
      menuItem(t("contact_card"), () => customer("shares_contact", { name: "João Souza", phone: "+55 11 98888-0001" }), { test: "send-contact", sign: "👤" }),
      menuItem(t("own_file"), chooseFile, { test: "send-file", sign: "📎" }),
    ],
  });
}

function chooseFile() {
  const input = document.createElement("input");
  input.type = "file";
  input.onchange = () => {
    const file = input.files[0];
    if (!file) return;
    const kind = ["image", "video", "audio"].find((one) => file.type.startsWith(`${one}/`)) ?? "document";
    sendFile(kind, file.name, file, "");
  };
  input.click();
}

function sendFile(kind, name, blob, caption) {
  return upload("/phone/upload", { customer: app.ui.customer, number: app.ui.number, kind, name, caption }, blob);
}

async function sendVoice() {
  await sendFile("voice", "voz.ogg", await voiceNote(), "");
}
