// Times as Discord shows them, by the sandbox's clock.

import { h } from "./dom.js";
import { app, now } from "./store.js";

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
const formats = new Map();

function format(style) {
  const key = `${app.ui.lang}${style}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(app.ui.lang, STYLES[style] ?? STYLES.f));
  return formats.get(key);
}

/** `in 3 hours`, `2 minutes ago`, for a time in milliseconds. */
export function relative(at) {
  const seconds = Math.round((at - now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  const key = `R${app.ui.lang}`;
  if (!formats.has(key)) formats.set(key, new Intl.RelativeTimeFormat(app.ui.lang, { numeric: "auto" }));
  return formats.get(key).format(Math.trunc(seconds / size), unit);
}

/** A time in one of Discord's styles. */
export function shown(at, style) {
  return style === "R" ? relative(at) : format(style).format(at);
}

/** `14:05` today, with the date before. */
export function stamp(at) {
  const today = new Date(now()).toDateString() === new Date(at).toDateString();
  return shown(at, today ? "t" : "s");
}

/** Hours, minutes, seconds of the sandbox's clock. */
export function clockText() {
  return format("T").format(now());
}

/** How long until `at`: `23 h 59 min`, `4 min 10 s`. */
export function countdown(at) {
  const left = Math.max(0, Math.round((at - now()) / 1000));
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${left % 60} s` : `${left} s`;
}

/** An element that shows a time and keeps itself true; `how` is a style, `clock` or `left`. */
export function live(at, how, className = "live-time") {
  return h("time", {
    class: className, own: true, "data-at": at, "data-how": how,
    datetime: Number.isFinite(at) ? new Date(at).toISOString() : null,
    title: how === "R" ? shown(at, "F") : null, update: refresh,
  });
}

function refresh(el) {
  const at = Number(el.dataset.at);
  const how = el.dataset.how;
  const text = how === "clock" ? clockText()
    : how === "day" ? shown(now(), "d")
      : how === "left" ? countdown(at) : shown(at, how);
  if (el.textContent !== text) el.textContent = text;
}

/** Refreshes every shown time, once a second. */
export function keepTime() {
  setInterval(() => {
    if (app.state) for (const el of document.querySelectorAll("time[data-how]")) refresh(el);
  }, 1000);
}
