// What a bubble holds: words, files, places, cards, forms, and what can be pressed.

import { h } from "./dom.js";
import { customer } from "./live.js";
import { closePop, openPop } from "./pop.js";
import { bubbleText } from "./whatsapp-text.js";
import { filePart, picture, voicePlayer } from "./media.js";
import { icon } from "./marks.js";
import { say } from "./notices.js";
import { openForm } from "./phone-form.js";
import { NEWEST, PLACE, UNTOLD } from "./phone-samples.js";
import { t } from "./texts.js";

/** What a bubble says, on one line. */
export function words(content) {
  switch (content.type) {
    case "text": return content.body;
    case "media": return `${sign(content)} ${content.caption ?? content.filename ?? t(content.voice ? "voice_note" : `kind_${content.kind}`)}`;
    case "location": return `📍 ${content.name ?? t("location")}`;
    case "contacts": return `👤 ${content.cards.map((card) => card.name?.formatted_name ?? "").join(", ")}`;
    case "pressed": return content.label;
    case "picked": return content.title;
    case "order": return `🛒 ${t("order")}`;
    case "form": return `📝 ${t("form")}`;
    case "call_permission": return permission(content);
    case "other": return untold(content.what);
    default: return content.body ?? "";
  }
}

function untold(what) {
  return [...UNTOLD, NEWEST].includes(what) ? t(`other_${what}`) : what;
}

function permission({ granted }) {
  return `📞 ${t(granted ? "permit_calls" : "refuse_calls")}`;
}

function sign(media) {
  return { image: "📷", video: "🎬", audio: media.voice ? "🎤" : "🎵", document: "📄", sticker: "💟" }[media.kind] ?? "📎";
}

/** The parts of a bubble above its foot. */
export function parts({ content: it }) {
  switch (it.type) {
    case "text": return text(bubbleText(it.body));
    case "media": return [media(it), it.caption ? h("div", { class: "bubble-text" }, bubbleText(it.caption)) : null];
    case "location": return place(it);
    case "contacts": return it.cards.map((card) => h("div", { class: "card-line", "data-test": "contact-card" }, "👤 ", h("bdi", null, card.name?.formatted_name ?? ""), (card.phones ?? []).map((phone) => h("div", { class: "faint" }, phone.phone))));
    case "template": case "interactive": return shownBody(it);
    case "pressed": return text(h("span", { dir: "auto" }, it.label));
    case "picked": return text(h("span", { dir: "auto" }, it.title));
    case "order": return [h("div", { class: "bubble-header" }, `🛒 ${t("order")}`), rowsOf(it.items.map((one) => [`${one.quantity} × ${one.product}`, `${one.currency} ${(one.price * one.quantity).toFixed(2)}`])), it.text ? text(bubbleText(it.text)) : null];
    case "form": return [h("div", { class: "bubble-header" }, `📝 ${t("form")}`), rowsOf(Object.entries(it.answers).filter(([name]) => name !== "flow_token").map(([name, value]) => [h("span", { class: "field-name" }, name.replaceAll("_", " ")), [value].flat().map(plainly).join(", ")]))];
    case "call_permission": return text(permission(it));
    case "other": return text(h("em", null, untold(it.what)));
    default: return null;
  }
}

/** A value of a form, as its reader filled it in. */
function plainly(value) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (value?.file_name) return `📎 ${value.file_name}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function text(inner) {
  return h("div", { class: "bubble-text", "data-test": "bubble-text" }, inner);
}

function rowsOf(pairs) {
  return h("dl", { class: "bubble-rows" }, pairs.map(([name, value]) => h("div", null, h("dt", { dir: "auto" }, name), h("dd", { dir: "auto" }, value))));
}

function media(it) {
  const address = it.file ?? null;
  if (!address && it.link) return h("div", { class: "bubble-text" }, sign(it), " ", bubbleText(it.link));
  switch (it.kind) {
    case "image": return picture(address, it.caption || t("picture"), "");
    case "sticker": return picture(address, t("kind_sticker"), "sticker");
    case "video": return address ? h("video", { class: "film", controls: true, preload: "metadata", src: address, "aria-label": t("kind_video") }) : missing("🎬", it);
    case "audio": return address ? voicePlayer(address, it.voice ? t("voice_note") : t("kind_audio"), { sign: it.voice ? "🎤" : "🎵" }) : missing("🎤", it);
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
  return [top, text(bubbleText(it.body)),
    it.footer ? h("div", { class: "bubble-footer", dir: "auto" }, it.footer) : null,
    it.cards?.length ? h("div", { class: "cards" }, it.cards.map((card) => h("div", { class: "card" }, shownBody(card)))) : null];
}

/** What can be pressed below a bubble. */
export function buttons(one) {
  const { content: it } = one;
  if (!it.buttons?.length) return null;
  if (it.type === "interactive" && it.name === "list") {
    return h("div", { class: "bubble-buttons" }, h("button", { type: "button", class: "bubble-button", "aria-haspopup": "menu", "data-test": "list-open", onclick: (event) => rows(one, event.currentTarget) }, h("span", { "aria-hidden": "true" }, "☰ "), h("bdi", null, it.opens ?? t("list_open"))));
  }
  return h("div", { class: "bubble-buttons" }, it.buttons.map((button) => h("button", {
    key: button.label, type: "button", class: "bubble-button", "data-test": "bubble-button", "data-label": button.label, "aria-haspopup": button.opens_form ? "dialog" : null, onclick: (event) => press(one, button, event.currentTarget),
  }, h("span", { "aria-hidden": "true" }, signOf(one, button)), h("bdi", null, labelOf(one, button)),
  leads(button) ? h("span", { class: "bubble-target", dir: "auto" }, button.target) : null)));
}

const asksForPlace = (one) => one.content.name === "location_request_message";
const leads = (button) => /^https?:/.test(button.target ?? "");
const sends = (button) => button.answer !== null && button.answer !== undefined;

function labelOf(one, button) {
  return asksForPlace(one) ? t("send_location") : button.label;
}

function signOf(one, button) {
  if (asksForPlace(one)) return "📍 ";
  if (button.opens_form) return "📝 ";
  if (sends(button)) return "↩\uFE0E ";
  if (leads(button)) return "↗\uFE0E ";
  return /^\+?\d[\d -]+$/.test(button.target ?? "") ? "📞 " : "⧉\uFE0E ";
}

function press(one, button, anchor) {
  if (asksForPlace(one)) customer("locates", { ...PLACE, answers: one.id });
  else if (button.opens_form) openForm(one, anchor);
  else if (!sends(button)) say(`${button.label}: ${button.target ?? ""}`);
  else if (one.content.type === "template") customer("presses_button", { message: one.id, label: button.label });
  else customer("picks", { message: one.id, title: button.label });
}

function rows(one, anchor) {
  openPop({
    name: "list", anchor, role: "menu", label: t("list_open"), className: "menu", wide: true,
    render: () => one.content.buttons.map((row) => h("button", { type: "button", role: "menuitem", tabindex: -1, class: "menu-item", "data-test": "list-row", onclick: () => { closePop(); customer("picks", { message: one.id, title: row.label }); } },
      h("span", { class: "grow" }, h("span", { class: "option-label", dir: "auto" }, row.label), row.description ? h("span", { class: "option-more", dir: "auto" }, row.description) : null))),
  });
}
