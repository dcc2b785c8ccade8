// What can be sent from a phone besides words: files, places, cards, and the rarer kinds.

import { h } from "./dom.js";
import { app } from "./store.js";
import { customer, ownPhone, packed, upload } from "./live.js";
import { menuItem, openPop } from "./pop.js";
import { AD, CARD, NEWEST, ORDER, PLACE, PRODUCT, UNTOLD } from "./phone-samples.js";
import { enlarged, named, samplePdf, samplePicture, sampleSticker, voiceNote } from "./samples.js";
import { movingSticker, sampleFilm } from "./samples-moving.js";
import { say } from "./notices.js";
import { t } from "./texts.js";

/** More than the company's server in Discord takes in one file, in MB. */
const LARGE = 60;

/** More than WhatsApp hands over to a business, in MB. */
const TOO_LARGE = 120;

/** The menu of the clip. `caption()` takes over what is written already. */
export function attachMenu(anchor, caption) {
  const company = app.ui.ownPhone;
  const does = company ? ownPhone : customer;
  openPop({
    name: "phone-attach", anchor, role: "menu", label: t("attach"), className: "menu",
    render: () => [
      menuItem(t("sample_picture"), sends("image", "foto.png", samplePicture, caption), { test: "send-picture", sign: "📷" }),
      company ? null : menuItem(t("sample_album"), async () => album([named(await samplePicture(), "dia.png"), named(await samplePicture(true), "noite.png")]), { test: "send-album", sign: "🖼" }),
      menuItem(t("sample_film"), sends("video", "video.mp4", sampleFilm, caption), { test: "send-video", sign: "🎬" }),
      menuItem(t("sample_audio"), sends("audio", "musica.ogg", voiceNote), { test: "send-audio", sign: "🎵" }),
      menuItem(t("voice_note"), sendVoice, { test: "send-voice", sign: "🎤" }),
      menuItem(t("sample_document"), sends("document", "comprovante.pdf", samplePdf, caption), { test: "send-document", sign: "📄" }),
      menuItem(t("sample_large", { size: LARGE }), sends("document", "planta.pdf", () => enlarged(samplePdf(), LARGE), caption), { test: "send-large", sign: "📦" }),
      menuItem(t("kind_sticker"), sends("sticker", "figurinha.webp", sampleSticker), { test: "send-sticker", sign: "💟" }),
      menuItem(t("moving_sticker"), sends("sticker", "figurinha.webp", movingSticker), { test: "send-moving-sticker", sign: "🎞" }),
      menuItem(t("location"), () => does("locates", PLACE), { test: "send-location", sign: "📍" }),
      menuItem(t("contact_card"), () => does("shares_contact", CARD), { test: "send-contact", sign: "👤" }),
      menuItem(t("own_file"), chooseFiles, { test: "send-file", sign: "📎" }),
      company ? menuItem(t("from_history"), handIn, { test: "send-history", sign: "🕰" })
        : menuItem(t("rarer"), () => rarerMenu(anchor, caption), { test: "send-rarer", sign: "…" }),
    ],
  });
}

function rarerMenu(anchor, caption) {
  const or = (words) => caption() || t(words);
  const untold = (what) => menuItem(t(`other_${what}`), () => customer("sends_unsupported", { what }), { test: `send-${what}`, sign: "❔" });
  openPop({
    name: "phone-rarer", anchor, role: "menu", label: t("rarer"), className: "menu",
    render: () => [
      group(t("rarer_texts"), [
        menuItem(t("passed_on"), () => customer("passes_on", { text: or("passed_on_text"), often: false }), { test: "send-forwarded", sign: "↪" }),
        menuItem(t("passed_on_often"), () => customer("passes_on", { text: or("passed_on_text"), often: true }), { test: "send-forwarded-often", sign: "⏩" }),
        menuItem(t("about_product"), () => customer("asks_about", { product: PRODUCT, text: or("about_product_text") }), { test: "send-product", sign: "🏷" }),
        menuItem(t("from_ad"), () => customer("comes_from_ad", { text: or("from_ad_text"), referral: AD() }), { test: "send-ad", sign: "📣" }),
        menuItem(t("in_group"), () => customer("writes_in_group", { group: "grupo-1", text: or("in_group_text") }), { test: "send-group", sign: "👥" }),
      ]),
      group(t("rarer_business"), [
        menuItem(t("order"), () => customer("orders", { items: ORDER, text: caption() }), { test: "send-order", sign: "🛒" }),
        menuItem(t("permit_calls"), () => customer("permits_calls", { permits: true }), { test: "send-permit-calls", sign: "📞" }),
        menuItem(t("refuse_calls"), () => customer("permits_calls", { permits: false }), { test: "send-refuse-calls", sign: "📵" }),
      ]),
      group(t("rarer_untold"), [
        UNTOLD.map(untold),
        menuItem(t("sample_large", { size: TOO_LARGE }), sends("document", "obra.pdf", () => enlarged(samplePdf(), TOO_LARGE), caption), { test: "send-too-large", sign: "🧱" }),
        menuItem(t(`other_${NEWEST}`), () => customer("sends_newest"), { test: `send-${NEWEST}`, sign: "🆕" }),
      ]),
    ],
  });
}

function group(label, items) {
  return h("div", { role: "group", "aria-label": label }, h("div", { class: "menu-head", role: "presentation" }, label), items);
}

/** Sends what `make` makes, with what `caption` takes over where words go along. */
function sends(kind, name, make, caption = () => "") {
  return async () => {
    const file = await make();
    if (file) await sendFile(kind, name, file, caption());
    else say(t("cannot_record"), "wrong");
  };
}

async function album(files) {
  return customer("sends_album", { files: (await Promise.all(files.map(packed))).map((one) => one.file) });
}

async function handIn() {
  return ownPhone("hands_in", await packed(named(await samplePicture(true), "foto.png")));
}

function chooseFiles() {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.onchange = async () => {
    const files = [...input.files];
    if (!app.ui.ownPhone && files.length > 1 && files.every((file) => /^(image|video)\//.test(file.type))) await album(files);
    else for (const file of files) await sendFile(["image", "video", "audio"].find((one) => file.type.startsWith(`${one}/`)) ?? "document", file.name, file, "");
  };
  input.click();
}

function sendFile(kind, name, blob, caption) {
  return upload({ kind, name, caption }, blob);
}

/** Sends the melody as a voice note, from whichever phone is in the hand. */
export async function sendVoice() {
  await sendFile("voice", "voz.ogg", await voiceNote(), "");
}
