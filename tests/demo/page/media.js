// Files in messages and bubbles: pictures, films, sounds that play, and everything else.

import { h } from "./dom.js";
import { set } from "./store.js";
import { icon } from "./marks.js";
import { t } from "./texts.js";

const VOICE = 8192;

/** Where this page finds a file that a message names by its address at Discord's. */
export function fileAddress(url, message) {
  if (!url) return null;
  const named = /^attachment:\/\/(.+)$/.exec(url);
  if (named) {
    const file = message?.attachments.find((one) => one.filename === named[1]);
    return file ? `/file/discord/${file.id}` : null;
  }
  const stored = /\/attachments\/\d+\/(\d+)\//.exec(url);
  if (stored) return `/file/discord/${stored[1]}`;
  return url.startsWith("/file/") ? url : null;
}

/** A picture that opens large. */
export function picture(address, description, className) {
  const label = description || t("picture");
  if (!address) return h("div", { class: `picture missing ${className}`, role: "img", "aria-label": label }, "🖼");
  return h("button", { type: "button", class: `picture ${className}`, "aria-label": t("enlarge", { name: label }), onclick: () => set({ large: { address, label, before: document.activeElement } }) },
    h("img", { src: address, alt: label, loading: "lazy" }));
}

/** A file with its name, to be saved. */
export function filePart(address, name, size) {
  return h("div", { class: "file-part", "data-test": "file" }, icon("file", "icon big"),
    h("div", { class: "grow" },
      address ? h("a", { href: address, download: name, dir: "auto" }, name) : h("span", { dir: "auto" }, name),
      size ? h("div", { class: "faint" }, `${Math.ceil(size / 1024)} KB`) : null));
}

/** An attachment of a Discord message. */
export function attachment(file, message) {
  const address = `/file/discord/${file.id}`;
  const type = file.content_type ?? "";
  const spoiler = file.filename.startsWith("SPOILER_") ? "veiled" : "";
  if (type.startsWith("image/")) return picture(address, file.description || file.filename, spoiler);
  if (type.startsWith("video/")) return h("video", { class: "film", controls: true, preload: "metadata", src: address, "aria-label": file.filename });
  if (type.startsWith("audio/")) {
    const recorded = (message.flags & VOICE) !== 0;
    return voicePlayer(address, recorded ? t("voice_message") : file.filename, recorded ? { waveform: file.waveform, seconds: file.seconds } : { name: file.filename });
  }
  return filePart(address, file.filename, file.size);
}

/**
 * A sound with a button, a bar and its length. `waveform` (a byte for each part, in base64) is
 * drawn in the bar's place, and `name` or `sign` stand beside it.
 */
export function voicePlayer(address, label, { waveform = null, seconds = 0, name = null, sign = null } = {}) {
  return h("div", { key: `voice${address}`, class: `voice${name ? " titled" : ""}`, "data-test": "voice", "data-src": address, own: true, mount: (el) => build(el, address, label, { waveform, seconds, name, sign }) });
}

const BARS = 44;

/** How tall each bar is, in percent. */
function heights(waveform) {
  let bytes = "";
  try {
    bytes = atob(waveform ?? "");
  } catch {
    // A waveform that cannot be read is drawn flat.
  }
  const count = Math.min(BARS, Math.max(12, bytes.length));
  return Array.from({ length: count }, (_, at) => Math.max(10, Math.round(((bytes.charCodeAt(Math.floor((at * bytes.length) / count)) || 0) / 255) * 100)));
}

function wave(waveform) {
  const box = document.createElement("span");
  box.className = "wave";
  box.dataset.test = "waveform";
  box.setAttribute("aria-hidden", "true");
  for (const height of heights(waveform)) {
    const bar = document.createElement("span");
    bar.style.setProperty("height", `${height}%`);
    box.append(bar);
  }
  return box;
}

function build(el, address, label, { waveform, seconds, name, sign }) {
  const audio = document.createElement("audio");
  audio.preload = "metadata";
  audio.src = address;
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "voice-play";
  toggle.setAttribute("aria-label", `${t("play")}: ${label}`);
  const bar = document.createElement("input");
  bar.type = "range";
  bar.min = "0";
  bar.max = "1000";
  bar.value = "0";
  bar.setAttribute("aria-label", `${t("position")}: ${label}`);
  const time = document.createElement("span");
  time.className = "voice-time";
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : seconds ?? 0);
  const drawn = waveform ? wave(waveform) : null;
  const show = () => {
    toggle.textContent = audio.paused ? "▶\uFE0E" : "⏸\uFE0E";
    toggle.setAttribute("aria-label", `${audio.paused ? t("play") : t("pause")}: ${label}`);
    time.textContent = clock(audio.paused && audio.currentTime === 0 ? length() : audio.currentTime);
    if (length() > 0) bar.value = String(Math.round((audio.currentTime / length()) * 1000));
    const played = length() > 0 ? audio.currentTime / length() : 0;
    drawn?.childNodes.forEach((one, at, all) => one.classList.toggle("played", at < played * all.length));
    el.dataset.playing = String(!audio.paused);
  };
  toggle.onclick = () => {
    if (audio.paused) audio.play().catch(() => { time.textContent = t("cannot_play"); });
    else audio.pause();
  };
  bar.oninput = () => { if (length() > 0) audio.currentTime = (Number(bar.value) / 1000) * length(); };
  for (const type of ["play", "pause", "timeupdate", "loadedmetadata", "ended"]) audio.addEventListener(type, show);
  audio.addEventListener("error", () => { time.textContent = t("cannot_play"); });
  const track = document.createElement("span");
  track.className = "voice-track";
  if (name) {
    const title = document.createElement("a");
    title.className = "voice-name";
    title.href = address;
    title.download = name;
    title.dir = "auto";
    title.textContent = name;
    track.append(title);
  }
  if (drawn) track.append(drawn);
  track.append(bar);
  el.append(toggle, track, time);
  if (sign) {
    const mark = document.createElement("span");
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = sign;
    el.append(mark);
  }
  show();
}

/** The picture that was opened, over everything. */
export function largePicture(large) {
  if (!large) return null;
  const close = () => {
    set({ large: null });
    queueMicrotask(() => { if (large.before?.isConnected) large.before.focus({ preventScroll: true }); });
  };
  return h("div", {
    class: "large", key: "large", role: "dialog", "aria-modal": "true", "aria-label": large.label, tabindex: -1, "data-test": "large",
    mount: (el) => el.querySelector("button").focus(), onclick: close, onkeydown: (event) => { if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); if (event.key === "Escape") close(); } },
  }, h("img", { src: large.address, alt: large.label }), h("button", { type: "button", class: "btn secondary", onclick: close }, t("close")));
}
