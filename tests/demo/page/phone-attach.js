// What can be sent from a phone besides words: files, places, cards, and the rarer kinds.

import { app } from "./store.js";
import { customer, ownPhone, packed, upload } from "./live.js";
import { menuItem, openPop } from "./pop.js";
import { AD, CARD, ORDER, PLACE, PRODUCT, UNTOLD } from "./phone-samples.js";
import { enlarged, named, samplePdf, samplePicture, sampleSticker, voiceNote } from "./samples.js";
import { movingSticker, sampleFilm } from "./samples-moving.js";
import { say } from "./notices.js";
import { t } from "./texts.js";

/** More than the company's server in Discord takes in one file, in MB. */
const LARGE = 60;

/** The menu of the clip. `caption()` takes over what is written already. */
export function attachMenu(anchor, caption) {
  const sends = (kind, name, make, captioned = false) => async () => {
    const file = await make();
    if (file) await sendFile(kind, name, file, captioned ? caption() : "");
    else say(t("cannot_record"), "wrong");
  };
  openPop({
    name: "phone-attach", anchor, role: "menu", label: t("attach"), className: "menu",
    render: () => (app.ui.ownPhone ? [
      menuItem(t("sample_picture"), ownPicture, { test: "send-picture", sign: "📷" }),
      menuItem(t("voice_note"), sendVoice, { test: "send-voice", sign: "🎤" }),
      menuItem(t("sample_document"), ownDocument, { test: "send-document", sign: "📄" }),
    ] : [
      menuItem(t("sample_picture"), sends("image", "foto.png", samplePicture, true), { test: "send-picture", sign: "📷" }),
      menuItem(t("sample_album"), async () => album([named(await samplePicture(), "dia.png"), named(await samplePicture(true), "noite.png")]), { test: "send-album", sign: "🖼" }),
      menuItem(t("sample_film"), sends("video", "video.mp4", sampleFilm, true), { test: "send-video", sign: "🎬" }),
      menuItem(t("sample_audio"), sends("audio", "musica.ogg", voiceNote), { test: "send-audio", sign: "🎵" }),
      menuItem(t("voice_note"), sendVoice, { test: "send-voice", sign: "🎤" }),
      menuItem(t("sample_document"), sends("document", "comprovante.pdf", samplePdf, true), { test: "send-document", sign: "📄" }),
      menuItem(t("sample_large", { size: LARGE }), sends("document", "planta.pdf", () => enlarged(samplePdf(), LARGE), true), { test: "send-large", sign: "📦" }),
      menuItem(t("kind_sticker"), sends("sticker", "figurinha.webp", sampleSticker), { test: "send-sticker", sign: "💟" }),
      menuItem(t("moving_sticker"), sends("sticker", "figurinha.webp", movingSticker), { test: "send-moving-sticker", sign: "🎞" }),
      menuItem(t("location"), () => customer("locates", PLACE), { test: "send-location", sign: "📍" }),
      menuItem(t("contact_card"), () => customer("shares_contact", CARD), { test: "send-contact", sign: "👤" }),
      menuItem(t("own_file"), chooseFiles, { test: "send-file", sign: "📎" }),
      menuItem(t("rarer"), () => rarerMenu(anchor, caption), { test: "send-rarer", sign: "…" }),
    ]),
  });
}

function rarerMenu(anchor, caption) {
  const or = (words) => caption() || t(words);
  const untold = (what) => menuItem(t(`other_${what}`), () => customer("sends_unsupported", { what }), { test: `send-${what}`, sign: "❔" });
  openPop({
    name: "phone-rarer", anchor, role: "menu", label: t("rarer"), className: "menu",
    render: () => [
      menuItem(t("passed_on"), () => customer("passes_on", { text: or("passed_on_text"), often: false }), { test: "send-forwarded", sign: "↪" }),
      menuItem(t("passed_on_often"), () => customer("passes_on", { text: or("passed_on_text"), often: true }), { test: "send-forwarded-often", sign: "⏩" }),
      menuItem(t("order"), () => customer("orders", { items: ORDER, text: caption() }), { test: "send-order", sign: "🛒" }),
      menuItem(t("about_product"), () => customer("asks_about", { product: PRODUCT, text: or("about_product_text") }), { test: "send-product", sign: "🏷" }),
      menuItem(t("from_ad"), () => customer("comes_from_ad", { text: or("from_ad_text"), referral: AD() }), { test: "send-ad", sign: "📣" }),
      menuItem(t("in_group"), () => customer("writes_in_group", { group: "grupo-1", text: or("in_group_text") }), { test: "send-group", sign: "👥" }),
      UNTOLD.map(untold),
    ],
  });
}

async function album(files) {
  return customer("sends_album", { files: (await Promise.all(files.map(packed))).map((one) => one.file) });
}

async function ownPicture() {
  return ownPhone("sends_image", await packed(named(await samplePicture(), "foto.png")));
}

async function ownDocument() {
  return ownPhone("sends_document", await packed(named(samplePdf(), "recibo.pdf")));
}

function chooseFiles() {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.onchange = async () => {
    const files = [...input.files];
    if (files.length > 1 && files.every((file) => /^(image|video)\//.test(file.type))) await album(files);
    else for (const file of files) await sendFile(["image", "video", "audio"].find((one) => file.type.startsWith(`${one}/`)) ?? "document", file.name, file, "");
  };
  input.click();
}

function sendFile(kind, name, blob, caption) {
  return upload({ kind, name, caption }, blob);
}

/** Sends the melody as a voice note, from whichever phone is in the hand. */
export async function sendVoice() {
  const note = await voiceNote();
  if (app.ui.ownPhone) await ownPhone("sends_voice", await packed(named(note, "voz.ogg")));
  else await sendFile("voice", "voz.ogg", note, "");
}
