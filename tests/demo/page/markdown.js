// Discord's text formatting, as descriptions of elements: nothing of the text is ever markup.

import { h } from "./dom.js";
import { app, goTo } from "./store.js";
import * as commands from "./commands.js";
import { startCommand } from "./composer.js";
import { live, shown } from "./time.js";
import { t } from "./texts.js";

const DEEPEST = 6;
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}[\u{FE0F}\u{200D}\u{1F3FB}-\u{1F3FF}\p{Extended_Pictographic}]*\s*){1,9}$/u;

/** Rules in the order in which they are tried where one of their first characters stands. */
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, (m) => m[1]],
  [/``([^`]|[^`][\s\S]*?[^`])``(?!`)|`([^`]+)`/y, (m) => h("code", null, m[1] ?? m[2])],
  [/<@!?(\d+)>/y, (m) => mention(`@${app.state?.users[m[1]] ?? t("unknown")}`, m[1] === app.ui.me)],
  [/<@&(\d+)>/y, (m) => mention(`@${app.state?.roles[m[1]]?.name ?? t("unknown")}`)],
  [/<#(\d+)>/y, (m) => place(m[1])],
  [/<\/([^:>]+):(\d+)>/y, (m) => command(m[1], m[2])],
  [/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, (m) => live(Number(m[1]) * 1000, m[2] ?? "f", "stamp")],
  [/<a?:(\w+):(\d+)>/y, (m) => ownEmoji(m[1], m[2])],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => link(m[1], [m[1]])],
  [/\[((?:\\.|[^[\]\\]){1,500})\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"]*")?\)/y, (m, deep) => link(m[2], inline(m[1], deep + 1))],
  [/https?:\/\/[^\s<]*[^\s<.,:;"')\]*_~|]/y, (m) => link(m[0], [m[0]])],
  [/\*\*\*((?:\\.|[^\\*])+)\*\*\*/y, (m, deep) => h("strong", null, h("em", null, inline(m[1], deep + 1)))],
  [/\*\*((?:\\.|\*(?!\*)|[^\\*])+)\*\*(?!\*)/y, (m, deep) => h("strong", null, inline(m[1], deep + 1))],
  [/\*(?!\s)((?:\\.|\*\*[^*]+\*\*|[^\\*])+)\*(?!\*)/y, (m, deep) => h("em", null, inline(m[1], deep + 1))],
  [/__((?:\\.|_(?!_)|[^\\_])+)__(?!_)/y, (m, deep) => h("u", null, inline(m[1], deep + 1))],
  [/_((?:\\.|__[^_]+__|[^\\_])+)_(?![\p{L}\p{N}_])/uy, (m, deep) => h("em", null, inline(m[1], deep + 1))],
  [/~~((?:\\.|~(?!~)|[^\\~])+)~~/y, (m, deep) => h("s", null, inline(m[1], deep + 1))],
  [/\|\|((?:\\.|\|(?!\|)|[^\\|])+)\|\|/y, (m, deep) => spoiler(inline(m[1], deep + 1))],
  [/@(?:everyone|here)(?![\p{L}\p{N}_])/uy, (m) => mention(m[0])],
];
const FIRST = /[\\`<[*_~|@]|https?:/g;

/** A whole message. */
export function formatted(text) {
  if (EMOJI_ONLY.test(text)) return [h("span", { class: "jumbo" }, text)];
  const blocks = [];
  const fence = /```(?:([\w+-]+)\n)?\n?([\s\S]+?)```/g;
  let from = 0;
  for (const found of text.matchAll(fence)) {
    lines(text.slice(from, found.index).replace(/\n$/, ""), blocks, 0);
    blocks.push(h("pre", { tabindex: 0 }, h("code", null, found[2].replace(/\n$/, ""))));
    from = found.index + found[0].length;
  }
  lines(text.slice(from).replace(from > 0 ? /^\n/ : /^$/, ""), blocks, 0);
  return blocks;
}

function lines(text, blocks, deep) {
  if (text === "") return;
  const all = text.split("\n");
  for (let at = 0; at < all.length; at++) {
    const line = all[at];
    const rest = /^>>> (.*)/.exec(line);
    if (rest && deep === 0) {
      blocks.push(quote([rest[1], ...all.slice(at + 1)].join("\n")));
      return;
    }
    if (/^> /.test(line) && deep === 0) {
      const quoted = [];
      while (at < all.length && /^> /.test(all[at])) quoted.push(all[at++].slice(2));
      at--;
      blocks.push(quote(quoted.join("\n")));
      continue;
    }
    const heading = /^(#{1,3}) +(\S.*)/.exec(line);
    const small = /^-# +(\S.*)/.exec(line);
    const item = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)/.exec(line);
    if (heading) blocks.push(h("div", { class: `head${heading[1].length}`, dir: "auto" }, inline(heading[2], 0)));
    else if (small) blocks.push(h("div", { class: "subtext", dir: "auto" }, inline(small[1], 0)));
    else if (item) {
      blocks.push(h("div", { class: `item${item[1].length > 1 ? " inner" : ""}`, dir: "auto" },
        h("span", { class: "bullet" }, item[2] ? `${item[2]}. ` : "• "), inline(item[3], 0)));
    } else blocks.push(h("div", { class: "line", dir: "auto" }, line === "" ? h("br") : inline(line, 0)));
  }
}

function quote(text) {
  const inner = [];
  lines(text, inner, 1);
  return h("blockquote", null, inner);
}

/** Text within a line. */
export function inline(text, deep = 0) {
  if (deep > DEEPEST) return [text];
  const out = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    FIRST.lastIndex = at;
    const next = FIRST.exec(text);
    if (!next) break;
    plain += text.slice(at, next.index);
    at = next.index;
    let hit = null;
    for (const [rule, make] of RULES) {
      rule.lastIndex = at;
      const found = rule.exec(text);
      if (!found) continue;
      hit = make(found, deep);
      at += found[0].length;
      break;
    }
    if (hit === null) {
      plain += text[at++];
    } else if (typeof hit === "string") {
      plain += hit;
    } else {
      if (plain) out.push(plain);
      plain = "";
      out.push(hit);
    }
  }
  plain += text.slice(at);
  if (plain) out.push(plain);
  return out;
}

function ownEmoji(name, id) {
  if (!app.state?.stickers.some((one) => one.id === id)) return `:${name}:`;
  return h("img", { class: "own-emoji", src: `/file/sticker/${id}`, alt: `:${name}:`, title: `:${name}:` });
}

function mention(name, me = false) {
  return h("span", { class: `mention${me ? " me" : ""}` }, h("bdi", null, name));
}

function place(id) {
  const found = app.state?.channels.find((one) => one.id === id);
  const name = `${found?.thread ? "💬 " : "#"}${found?.name ?? t("no_access")}`;
  if (!found) return mention(name);
  return h("button", { type: "button", class: "mention go", onclick: () => goTo(id) }, h("bdi", null, name));
}

/** A command that is named: pressed, it begins where it stands, as in Discord. */
function command(typed, id) {
  const named = `/${app.state?.command_ids?.[id] ?? typed}`;
  const known = commands.allCommands().find((one) => one.path === typed);
  if (!known) return mention(named);
  const begin = (event) => startCommand(event.currentTarget.closest(".scroller")?.dataset.place, known);
  return h("button", { type: "button", class: "mention go", "data-test": "command-mention", onclick: begin }, h("bdi", null, named));
}

/** Where an address of Discord's own leads: `{ channel, message }`. */
export function jump(url) {
  const found = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/.exec(url);
  return found && { channel: found[1], message: found[2] ?? null };
}

function link(url, label) {
  const inside = jump(url);
  if (inside) {
    const name = app.state?.channels.find((one) => one.id === inside.channel)?.name;
    const text = label.length === 1 && label[0] === url ? `${name ? `# ${name}` : t("no_access")} › 💬` : label;
    return h("button", { type: "button", class: "mention go", onclick: () => goTo(inside.channel, inside.message) }, text);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", title: url }, label);
}

function spoiler(inner) {
  const open = (event) => {
    event.currentTarget.classList.add("open");
    event.currentTarget.setAttribute("aria-expanded", "true");
  };
  return h("span", {
    class: "spoiler", role: "button", tabindex: 0, "aria-label": t("spoiler"), "aria-expanded": "false",
    onclick: open, onkeydown: (event) => { if (event.key === "Enter") open(event); },
  }, h("span", null, inner));
}

/** The text of a message without its formatting, on one line, for replies and lists. */
export function plain(text) {
  return text
    .replace(/<@!?(\d+)>/g, (_, id) => `@${app.state?.users[id] ?? t("unknown")}`)
    .replace(/<@&(\d+)>/g, (_, id) => `@${app.state?.roles[id]?.name ?? t("unknown")}`)
    .replace(/<#(\d+)>/g, (_, id) => `#${app.state?.channels.find((one) => one.id === id)?.name ?? "…"}`)
    .replace(/<\/([^:>]+):\d+>/g, "/$1")
    .replace(/<t:(-?\d{1,13})(?::\w)?>/g, (_, at) => shown(Number(at) * 1000, "s"))
    .replace(/^(?:-# |#{1,3} |> )/gm, "")
    .replace(/\*\*|__|~~|\|\||`/g, "")
    .replace(/\\([^\p{L}\p{N}\s])/gu, "$1")
    .replace(/\s+/g, " ").trim();
}
