// What is sent in Discord besides words: files of one's own, samples, voice messages, stickers.

import { h } from "./dom.js";
import { app } from "./store.js";
import { desk, packed } from "./live.js";
import { closePop, menuItem, openPop } from "./pop.js";
import { VOICE_SHAPE, enlarged, named, samplePdf, samplePicture, sampleSticker, voiceNote } from "./samples.js";
import { sampleFilm } from "./samples-moving.js";
import { say } from "./notices.js";
import { t } from "./texts.js";

/** More than WhatsApp takes of a sound, in MB. */
const LARGE = 17;

/** The menu of the plus sign. `choose` opens the system's own list, `add` takes files over, `voice` sends one. */
export function attachMenu(anchor, { choose, add, voice }) {
  const film = async () => {
    const made = await sampleFilm();
    if (made) add([named(made, "video.mp4")]);
    else say(t("cannot_record"), "wrong");
  };
  openPop({
    name: "attach", anchor, role: "menu", label: t("attach"), className: "menu",
    render: () => [
      menuItem(t("own_file"), choose, { test: "attach-file", sign: "📎" }),
      menuItem(t("sample_picture"), async () => add([named(await samplePicture(), "foto.png")]), { test: "attach-picture", sign: "📷" }),
      menuItem(t("sample_album"), async () => add([named(await samplePicture(), "dia.png"), named(await samplePicture(true), "noite.png")]), { test: "attach-album", sign: "🖼" }),
      menuItem(t("sample_film"), film, { test: "attach-video", sign: "🎬" }),
      menuItem(t("sample_audio"), async () => add([named(await voiceNote(), "musica.ogg")]), { test: "attach-audio", sign: "🎵" }),
      menuItem(t("sample_document"), () => add([named(samplePdf(), "comprovante.pdf")]), { test: "attach-document", sign: "📄" }),
      menuItem(t("sample_gif"), async () => add([await sampleGif()]), { test: "attach-gif", sign: "🎞" }),
      menuItem(t("sample_webp"), async () => add([named(await sampleSticker(), "rosto.webp")]), { test: "attach-webp", sign: "🌅" }),
      menuItem(t("sample_large", { size: LARGE }), async () => add([enlarged(named(await voiceNote(), "reuniao.ogg"), LARGE)]), { test: "attach-large", sign: "📦" }),
      menuItem(t("voice_message"), voice, { test: "attach-voice", sign: "🎤" }),
    ],
  });
}

/** The server's sticker that moves, as a file. */
async function sampleGif() {
  const moving = app.state.stickers.find((one) => one.animated);
  const file = await fetch(`/file/sticker/${moving.id}`);
  return named(await file.blob(), "tchau.gif");
}

/** Sends the melody as a voice message. */
export async function sendVoice(fields) {
  const { file } = await packed(named(await voiceNote(), "voice-message.ogg"));
  return desk("types", { ...fields, files: [file], recorded: VOICE_SHAPE });
}

/** The server's stickers beside `anchor`. */
export function stickerPicker(anchor, pick) {
  openPop({
    name: "stickers", anchor, role: "menu", label: t("stickers"), className: "sticker-grid", across: true, end: true,
    render: () => app.state.stickers.map((one) => h("button", {
      key: one.id, type: "button", role: "menuitem", tabindex: -1, class: "sticker-choice", "aria-label": one.name, title: one.name, "data-test": "sticker-option", "data-name": one.name,
      onclick: () => { closePop(); pick(one.id); },
    }, h("img", { src: `/file/sticker/${one.id}`, alt: "" }))),
  });
}
