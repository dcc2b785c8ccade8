// WhatsApp's text formatting, as descriptions of elements.

import { h } from "./dom.js";

const RULES = [
  [/```([\s\S]+?)```/y, (m) => h("code", null, m[1])],
  [/`([^`\n]+)`/y, (m) => h("code", null, m[1])],
  [/https?:\/\/[^\s<]*[^\s<.,:;"')\]*_~]/y, (m) => h("a", { href: m[0], target: "_blank", rel: "noopener noreferrer nofollow" }, m[0])],
  [/\*(?!\s)([^*\n]*[^*\s])\*(?![\p{L}\p{N}])/uy, (m, deep) => h("strong", null, inline(m[1], deep + 1))],
  [/_(?!\s)([^_\n]*[^_\s])_(?![\p{L}\p{N}])/uy, (m, deep) => h("em", null, inline(m[1], deep + 1))],
  [/~(?!\s)([^~\n]*[^~\s])~(?![\p{L}\p{N}])/uy, (m, deep) => h("s", null, inline(m[1], deep + 1))],
];
const FIRST = /[`*_~]|https?:/g;

/** A bubble's text, line by line. */
export function bubbleText(text) {
  return text.split("\n").map((line) => {
    const quoted = line.startsWith("> ");
    return h("div", { class: quoted ? "line quoted" : "line", dir: "auto" },
      line === "" ? h("br") : inline(quoted ? line.slice(2) : line, 0));
  });
}

function inline(text, deep) {
  if (deep > 4) return [text];
  const out = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    FIRST.lastIndex = at;
    const next = FIRST.exec(text);
    if (!next) break;
    plain += text.slice(at, next.index);
    at = next.index;
    const inWord = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]);
    let hit = null;
    for (const [rule, make] of RULES) {
      if (inWord && text[at] !== "h") break;
      rule.lastIndex = at;
      const found = rule.exec(text);
      if (!found) continue;
      hit = make(found, deep);
      at += found[0].length;
      break;
    }
    if (!hit) {
      plain += text[at++];
      continue;
    }
    if (plain) out.push(plain);
    plain = "";
    out.push(hit);
  }
  plain += text.slice(at);
  if (plain) out.push(plain);
  return out;
}
