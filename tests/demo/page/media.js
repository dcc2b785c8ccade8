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
  if (type.startsWith("audio/")) return voicePlayer(address, (message.flags & VOICE) !== 0 ? t("voice_note") : file.filename);
  return filePart(address, file.filename, file.size);
}

/** A sound with a button, a bar and its length. */
export function voicePlayer(address, label) {
  return h("div", { key: `voice${address}`, class: "voice", "data-test": "voice", "data-src": address, own: true, mount: (el) => build(el, address, label) });
}

function build(el, address, label) {
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
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : 0);
  const show = () => {
    toggle.textContent = audio.paused ? "▶\uFE0E" : "⏸\uFE0E";
    toggle.setAttribute("aria-label", `${audio.paused ? t("play") : t("pause")}: ${label}`);
    time.textContent = clock(audio.paused && audio.currentTime === 0 ? length() : audio.currentTime);
    if (length() > 0) bar.value = String(Math.round((audio.currentTime / length()) * 1000));
    el.dataset.playing = String(!audio.paused);
  };
  toggle.onclick = () => {
    if (audio.paused) audio.play().catch(() => { time.textContent = t("cannot_play"); });
    else audio.pause();
  };
  bar.oninput = () => { if (length() > 0) audio.currentTime = (Number(bar.value) / 1000) * length(); };
  for (const type of ["play", "pause", "timeupdate", "loadedmetadata", "ended"]) audio.addEventListener(type, show);
  audio.addEventListener("error", () => { time.textContent = t("cannot_play"); });
  el.append(toggle, bar, time);
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
