// Small pictures that are drawn: icons and avatars.

import { h } from "./dom.js";

const ICONS = {
  hash: "M9 3 7 21M17 3l-2 18M4 8h17M3 16h17",
  thread: "M4 4h16v11H9l-5 5z",
  people: "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2 21c0-4 3-7 7-7s7 3 7 7M17 4a4 4 0 0 1 0 7M19 15c2 1 3 3 3 6",
  close: "M5 5l14 14M19 5 5 19",
  reply: "M10 5 4 11l6 6M4 11h9c5 0 7 3 7 8",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 14c1 2 2 3 4 3s3-1 4-3M9 9v1M15 9v1",
  more: "M4.5 12h1M11.5 12h1M18.5 12h1",
  plus: "M12 4v16M4 12h16",
  send: "M4 12 3 4l18 8-18 8 1-8Zm0 0h9",
  down: "M6 9l6 6 6-6",
  mic: "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11v1a7 7 0 0 0 14 0v-1M12 19v3",
  clip: "M20 11l-8 8a5 5 0 0 1-7-7l8-8a3 3 0 0 1 5 5l-8 8a1 1 0 0 1-2-2l7-7",
  pin: "M12 21s7-7 7-12A7 7 0 0 0 5 9c0 5 7 12 7 12ZM12 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  file: "M6 2h8l5 5v15H6zM14 2v6h5",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 3",
  wire: "M3 8h14M13 4l4 4-4 4M21 16H7M11 12l-4 4 4 4",
  phone: "M7 2h10v20H7zM11 19h2",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9 9a3 3 0 1 1 4 3c-1 0-1 1-1 2M12 17v.5",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  trash: "M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15",
  copy: "M8 8h12v13H8zM4 16V3h12",
  forward: "M14 5l6 6-6 6M20 11h-9c-5 0-7 3-7 8",
  sticker: "M20 12V7a3 3 0 0 0-3-3H7a3 3 0 0 0-3 3v10a3 3 0 0 0 3 3h6zM20 12h-4a4 4 0 0 0-4 4v4M8 9v1M15 9v1",
  app: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
};

/** A line drawing of that name. */
export function icon(name, className = "icon") {
  return h("svg", { class: className, viewBox: "0 0 24 24", "aria-hidden": "true" }, h("path", { d: ICONS[name] }));
}

/** A disc with initials, its colour chosen by the name. */
export function avatar(name, { color = null, bot = false, className = "" } = {}) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)) % 997;
  const words = name.replace(/[^\p{L}\p{N} ]/gu, "").trim().split(/\s+/);
  const initials = bot ? "💬" : [...(words[0] ?? "?")][0] + (words.length > 1 ? [...words.at(-1)][0] : "");
  return h("span", {
    class: `avatar tone${bot ? "bot" : sum % 8} ${className}`, "aria-hidden": "true",
    style: color ? { "background-color": color } : undefined,
  }, initials.toUpperCase());
}
