// Samples that move: a film, and a sticker of several frames.

import { canvas, toBlob } from "./samples.js";

const FILM_TYPES = ["video/mp4;codecs=avc1.42E01E", "video/mp4;codecs=vp9", "video/mp4"];
const FILM_LENGTH = 1500;

/** A ball that crosses the picture, as an MP4; null in a browser that makes none. */
export async function sampleFilm() {
  const type = FILM_TYPES.find((one) => window.MediaRecorder?.isTypeSupported(one));
  if (!type) return null;
  const el = canvas(320, 240, () => {});
  const pen = el.getContext("2d");
  const began = performance.now();
  const paint = () => {
    const share = (performance.now() - began) / FILM_LENGTH;
    pen.fillStyle = "#14324a";
    pen.fillRect(0, 0, 320, 240);
    pen.fillStyle = "#ffd23f";
    pen.beginPath();
    pen.arc(30 + 260 * share, 190 - 120 * Math.abs(Math.sin(share * 7)), 24, 0, 7);
    pen.fill();
  };
  paint();
  const recorder = new MediaRecorder(el.captureStream(25), { mimeType: type });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  const beat = setInterval(paint, 40);
  await new Promise((resolve) => { setTimeout(resolve, FILM_LENGTH); });
  clearInterval(beat);
  recorder.stop();
  await ended;
  return new Blob(parts, { type: "video/mp4" });
}

const SIDE = 512;

/** A smile that nods, as an animated WebP. */
export async function movingSticker() {
  const frames = [];
  for (const tilt of [-0.25, 0, 0.25, 0]) frames.push(await pictureChunks(await smile(tilt)));
  const size = int(SIDE - 1, 3);
  // The last byte before the picture: drawn over nothing of the frame before.
  const shown = (frame) => chunk("ANMF", [...int(0, 6), ...size, ...size, ...int(160, 3), 3, ...frame]);
  // 0x12: it moves, and has transparent parts.
  const all = [...chunk("VP8X", [0x12, 0, 0, 0, ...size, ...size]), ...chunk("ANIM", int(0, 6)), ...frames.flatMap(shown)];
  return new Blob([new Uint8Array(chunk("RIFF", [...letters("WEBP"), ...all]))], { type: "image/webp" });
}

function smile(tilt) {
  return toBlob(canvas(SIDE, SIDE, (pen) => {
    pen.translate(256, 256);
    pen.rotate(tilt);
    pen.fillStyle = "#58c27d";
    pen.beginPath();
    pen.arc(0, 0, 210, 0, 7);
    pen.fill();
    pen.fillStyle = "#0f3320";
    for (const x of [-76, 76]) {
      pen.beginPath();
      pen.ellipse(x, -46, 24, 36, 0, 0, 7);
      pen.fill();
    }
    pen.beginPath();
    pen.arc(0, 30, 110, 0.2, 2.94);
    pen.fill();
  }), "image/webp");
}

/** The picture's own chunks, without what says that it is a file of its own. */
async function pictureChunks(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const out = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (["ALPH", "VP8 ", "VP8L"].includes(name)) for (const byte of bytes.subarray(at, next)) out.push(byte);
    at = next;
  }
  return out;
}

function letters(text) {
  return [...text].map((one) => one.charCodeAt(0));
}

function int(value, bytes) {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

function chunk(name, payload) {
  return [...letters(name), ...int(payload.length, 4), ...payload, ...(payload.length % 2 ? [0] : [])];
}
