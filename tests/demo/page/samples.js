// Files that people can send without having any: a picture, a sticker, a document, a voice.

/** A canvas on which something is drawn. */
export function canvas(width, height, draw) {
  const el = document.createElement("canvas");
  el.width = width;
  el.height = height;
  draw(el.getContext("2d"), width, height);
  return el;
}

/** What is drawn, as a file. */
export function toBlob(el, type) {
  return new Promise((resolve) => { el.toBlob(resolve, type, 0.9); });
}

/** The same as a file with this name. */
export function named(blob, name) {
  return new File([blob], name, { type: blob.type });
}

/** The same, sent as a file of so many MB: the server adds what is missing. */
export function enlarged(file, megabytes) {
  return Object.assign(file, { padded: megabytes * 1024 * 1024 });
}

/** A landscape by day or by night, as a PNG. */
export function samplePicture(night = false) {
  return toBlob(canvas(640, 400, (pen, width, height) => {
    const sky = pen.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, night ? "#0d1b3e" : "#4aa3df");
    sky.addColorStop(1, night ? "#4a4f86" : "#f8d9a0");
    pen.fillStyle = sky;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = "#fff3b0";
    pen.beginPath();
    pen.arc(470, 130, 48, 0, 7);
    pen.fill();
    for (const [base, tint, step] of [[250, "#5b7f95", 130], [310, "#3d6b58", 90]]) {
      pen.fillStyle = tint;
      pen.beginPath();
      pen.moveTo(0, height);
      for (let x = 0; x <= width + step; x += step) pen.lineTo(x, base - ((x / step) % 2) * 70);
      pen.lineTo(width, height);
      pen.fill();
    }
  }), "image/png");
}

/** A smile, as a WebP. */
export function sampleSticker() {
  return toBlob(canvas(512, 512, (pen) => {
    pen.fillStyle = "#ffd23f";
    pen.beginPath();
    pen.arc(256, 256, 220, 0, 7);
    pen.fill();
    pen.fillStyle = "#3b2c00";
    for (const x of [180, 332]) {
      pen.beginPath();
      pen.ellipse(x, 210, 24, 36, 0, 0, 7);
      pen.fill();
    }
    pen.lineWidth = 26;
    pen.lineCap = "round";
    pen.strokeStyle = "#3b2c00";
    pen.beginPath();
    pen.arc(256, 270, 110, 0.3, 2.84);
    pen.stroke();
  }), "image/webp");
}

/** One page that says *Comprovante*. */
export function samplePdf() {
  const words = "BT /F 24 Tf 40 100 Td (Comprovante 1042) Tj ET\n";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    `<</Length ${words.length}>>stream\n${words}endstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let text = "%PDF-1.4\n";
  const at = objects.map((object, i) => {
    const from = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return from;
  });
  const table = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${at.map((one) => `${String(one).padStart(10, "0")} 00000 n \n`).join("")}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return new Blob([text], { type: "application/pdf" });
}

const RATE = 48_000;
/** 20 ms, the usual length of an Opus packet. */
const STEP = 960;
const LENGTH = 2.4;
/** A packet of 20 ms of silence (RFC 6716): for browsers that cannot encode. */
const SILENCE = new Uint8Array([0xf8, 0xff, 0xfe]);

/** How long the melody is, and what is drawn of it: a byte for each part, in base64. */
export const VOICE_SHAPE = {
  seconds: LENGTH,
  waveform: btoa(String.fromCharCode(...Array.from({ length: 48 }, (_, at) => Math.round(40 + 215 * Math.sin(Math.PI * (((at + 0.5) / 8) % 1)) ** 2)))),
};

/** A short melody as a voice note: Opus in Ogg, as phones send it. */
export async function voiceNote() {
  let packets;
  try {
    packets = await encoded();
  } catch {
    packets = [];
  }
  if (packets.length === 0) packets = Array.from({ length: Math.round((LENGTH * RATE) / STEP) }, () => SILENCE);
  return new Blob([ogg(packets)], { type: "audio/ogg" });
}

async function encoded() {
  const packets = [];
  let broken = null;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push(bytes);
    },
    error: (error) => { broken = error; },
  });
  encoder.configure({ codec: "opus", sampleRate: RATE, numberOfChannels: 1, bitrate: 24_000 });
  const notes = [392, 440, 523, 440, 349, 392];
  const total = Math.round(LENGTH * RATE);
  for (let from = 0; from < total; from += STEP) {
    const data = new Float32Array(STEP);
    for (let i = 0; i < STEP; i++) {
      const time = (from + i) / RATE;
      const note = Math.floor((time / LENGTH) * notes.length);
      const within = (time * notes.length) / LENGTH - note;
      data[i] = 0.25 * Math.sin(2 * Math.PI * notes[note] * time) * Math.sin(Math.PI * within);
    }
    const sound = new AudioData({ format: "f32", sampleRate: RATE, numberOfFrames: STEP, numberOfChannels: 1, timestamp: Math.round((from / RATE) * 1e6), data });
    encoder.encode(sound);
    sound.close();
  }
  await encoder.flush();
  encoder.close();
  if (broken) throw broken;
  return packets;
}

/** Packets in pages of Ogg (RFC 3533, RFC 7845). */
function ogg(packets) {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead"));
  head.set([1, 1, 56, 1, 0x80, 0xbb, 0, 0, 0, 0, 0], 8);
  const tags = new TextEncoder().encode("OpusTags\x07\0\0\0Conecta\0\0\0\0");
  const pages = [page([head], 0, 0, 2), page([tags], 0, 1, 0)];
  for (let from = 0; from < packets.length; from += 50) {
    const some = packets.slice(from, from + 50);
    const last = from + 50 >= packets.length;
    pages.push(page(some, (from + some.length) * STEP, pages.length, last ? 4 : 0));
  }
  return new Uint8Array(pages.flatMap((one) => [...one]));
}

function page(packets, position, number, flags) {
  const laces = packets.flatMap((one) => [...Array.from({ length: Math.floor(one.length / 255) }, () => 255), one.length % 255]);
  const bytes = new Uint8Array(27 + laces.length + packets.reduce((sum, one) => sum + one.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("OggS"));
  bytes[5] = flags;
  view.setUint32(6, position, true);
  view.setUint32(14, 0x0c0ec7a, true);
  view.setUint32(18, number, true);
  bytes[26] = laces.length;
  bytes.set(laces, 27);
  let at = 27 + laces.length;
  for (const one of packets) {
    bytes.set(one, at);
    at += one.length;
  }
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
