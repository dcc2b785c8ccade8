// Where a person writes: text, files, replies, and commands with their options.

import { h } from "./dom.js";
import { app, changed, channel, message as messageBy, set } from "./store.js";
import { desk, packed } from "./live.js";
import { attachMenu, sendVoice, stickerPicker } from "./attach.js";
import { icon } from "./marks.js";
import { emojiPicker } from "./message-menu.js";
import { say } from "./notices.js";
import * as commands from "./commands.js";
import { t } from "./texts.js";

const LONGEST = 2000;
/** Half-written texts, by person and place. */
const drafts = new Map(kept());
/** The picker of commands: which row is active, and where it was closed. */
let active = 0;
let closed = null;

const draftKey = (place) => `${app.ui.me}/${place}`;

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem("conecta.drafts") ?? "[]");
  } catch {
    return [];
  }
}

function keep(place, text) {
  drafts.set(draftKey(place), text);
  try {
    sessionStorage.setItem("conecta.drafts", JSON.stringify([...drafts].filter(([, one]) => one)));
  } catch {
    // What cannot be kept lasts until the page is left.
  }
}

function field(place) {
  return document.querySelector(`[data-composer="${place}"]`);
}

function pickerRows(place) {
  const text = drafts.get(draftKey(place)) ?? "";
  if (!text.startsWith("/") || text.includes("\n") || closed === place) return [];
  return commands.matching(text);
}

/** The composer of a place. */
export function composer(place) {
  const line = commands.lineOf(place);
  const where = channel(place);
  const text = drafts.get(draftKey(place)) ?? "";
  const rows = line ? [] : pickerRows(place);
  const mute = where?.can_write === false;
  const kind = where?.thread ? "thread" : "channel";
  return h("div", { class: "composer", key: `composer${app.ui.me}${place}`, "data-test": "composer-box", "data-place": place, "data-kind": kind },
    rows.length ? pickerBox(place, rows) : null,
    line ? offered(line) : null,
    replyBar(place), fileBar(place),
    line ? commandLine(line) : h("form", { class: "write", onsubmit: (event) => { event.preventDefault(); send(place); } },
      h("button", { type: "button", class: "plain", title: t("attach"), "aria-label": t("attach"), "aria-haspopup": "menu", "data-test": "attach", onclick: (event) => attach(place, event.currentTarget) }, icon("plus")),
      h("input", { type: "file", multiple: true, hidden: true, "aria-label": t("attach"), "data-test": "attach-input", "data-files": place, onchange: (event) => { addFiles(place, [...event.target.files]); event.target.value = ""; } }),
      h("textarea", {
        rows: 1, dir: "auto", "data-composer": place, "data-test": "composer", "data-kind": kind,
        placeholder: mute ? t("mute_place") : t("write_in", { name: `${where?.thread ? "" : "#"}${where?.name ?? ""}` }),
        "aria-label": t("write_in", { name: where?.name ?? "" }), autocomplete: "off",
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": String(rows.length > 0), "aria-controls": `picker${place}`,
        "aria-activedescendant": rows.length ? `picker${place}-${active}` : null,
        mount: (el) => { el.value = text; grow(el); },
        oninput: (event) => typedIn(place, event.target), onkeydown: (event) => key(event, place, rows),
        onpaste: (event) => pasted(event, place),
      }),
      text.length > LONGEST - 200 ? h("span", { class: `count${text.length > LONGEST ? " over" : ""}` }, LONGEST - text.length) : null,
      h("button", { type: "button", class: "plain", "aria-label": t("emoji"), title: t("emoji"), "data-test": "emojis", onclick: (event) => emojiPicker(event.currentTarget, (emoji) => insert(place, emoji), app.state.stickers) }, icon("smile")),
      h("button", { type: "button", class: "plain", "aria-label": t("stickers"), title: t("stickers"), "aria-haspopup": "menu", "data-test": "stickers", onclick: (event) => stickerPicker(event.currentTarget, (sticker) => saysAtOnce(place, { sticker })) }, icon("sticker")),
      h("button", { type: "submit", class: "plain send", "aria-label": t("send"), title: t("send"), "data-test": "send" }, icon("send"))));
}

function grow(el) {
  el.style.setProperty("height", "auto");
  if (el.value === "") return;
  el.style.setProperty("height", `${Math.min(220, el.scrollHeight)}px`);
}

function typedIn(place, el) {
  keep(place, el.value);
  if (!el.value.startsWith("/") && closed === place) closed = null;
  active = 0;
  grow(el);
  // `/name ` with nothing else to choose from is that command, as in Discord.
  if (/^\/.+ $/.test(el.value)) {
    const wanted = el.value.slice(1, -1).toLowerCase();
    const all = commands.matching(el.value.trimEnd()).filter((one) => one.shown.toLowerCase() === wanted || one.path === wanted);
    if (all.length === 1) {
      startCommand(place, all[0]);
      return;
    }
  }
  changed();
}

function write(place, text) {
  keep(place, text);
  const el = field(place);
  if (el) {
    el.value = text;
    grow(el);
  }
  changed();
}

function insert(place, text) {
  const el = field(place);
  el?.focus();
  write(place, (drafts.get(draftKey(place)) ?? "") + text);
}

function key(event, place, rows) {
  if (event.isComposing) return;
  if (rows.length > 0) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length;
      changed();
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      closed = place;
      changed();
      return;
    }
    if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
      event.preventDefault();
      startCommand(place, rows[Math.min(active, rows.length - 1)]);
      return;
    }
  }
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(place);
  } else if (event.key === "ArrowUp" && event.target.value === "") {
    const own = (app.state.places[place]?.messages ?? []).findLast((one) => one.author_id === app.ui.me && (one.kind === 0 || one.kind === 19));
    if (own) {
      event.preventDefault();
      set({ editing: own.id });
    }
  } else if (event.key === "Escape" && app.ui.replying[place]) {
    stopReply(place);
  }
}

/** Begins a command line in a place, as if the command had been typed there. */
export function startCommand(place, command) {
  keep(place, "");
  active = 0;
  const line = commands.begin(place, command);
  queueMicrotask(() => focusLine(line));
}

function focusLine(line) {
  const box = document.querySelector(`[data-line="${line.place}"]`);
  const chip = line.focus && box?.querySelector(`[data-option="${line.focus}"] input`);
  (chip || box)?.focus();
}

async function send(place) {
  const text = (drafts.get(draftKey(place)) ?? "").trim();
  const files = app.ui.files[place] ?? [];
  if (text === "" && files.length === 0) return;
  if (text.length > LONGEST) {
    say(t("too_long", { most: LONGEST }), "wrong");
    return;
  }
  const reply = app.ui.replying[place];
  write(place, "");
  closed = null;
  set({ files: { ...app.ui.files, [place]: [] }, replying: { ...app.ui.replying, [place]: null } });
  showEnd(place);
  const done = await desk("types", {
    channel: place, text, reply_to: reply ?? undefined, files: (await Promise.all(files.map(packed))).map((one) => one.file),
  });
  if (done.ok) return;
  // What was not taken stands there again, unless something else is being written by now.
  if (!drafts.get(draftKey(place))) write(place, text);
  if (files.length) addFiles(place, files);
}

/** Whoever sends something sees what comes of it. */
function showEnd(place) {
  const list = document.querySelector(`.scroller[data-place="${place}"]`);
  if (list) list.stuck = true;
}

/** Sends what needs no words, as a reply if one was begun. */
function saysAtOnce(place, what) {
  const reply_to = app.ui.replying[place] ?? undefined;
  stopReply(place);
  showEnd(place);
  return desk("types", { channel: place, reply_to, ...what });
}

function attach(place, anchor) {
  attachMenu(anchor, {
    choose: () => document.querySelector(`[data-files="${place}"]`)?.click(),
    add: (files) => addFiles(place, files),
    voice: () => {
      const reply_to = app.ui.replying[place] ?? undefined;
      stopReply(place);
      showEnd(place);
      return sendVoice({ channel: place, reply_to });
    },
  });
}

/** Files are attached, and a text that is too long for a message becomes one, as in Discord. */
function pasted(event, place) {
  const { files } = event.clipboardData;
  if (files.length) {
    event.preventDefault();
    addFiles(place, [...files]);
    return;
  }
  const text = event.clipboardData.getData("text/plain");
  if (text.length + event.target.value.length <= LONGEST) return;
  event.preventDefault();
  addFiles(place, [new File([text], "message.txt", { type: "text/plain" })]);
}

function addFiles(place, files) {
  set({ files: { ...app.ui.files, [place]: [...(app.ui.files[place] ?? []), ...files] } });
  field(place)?.focus();
}

function fileBar(place) {
  const files = app.ui.files[place] ?? [];
  if (files.length === 0) return null;
  return h("div", { class: "file-bar", role: "group", "aria-label": t("attachments") }, files.map((file, at) => h("span", { class: "file-chip", "data-test": "file-chip" }, icon("file"), h("bdi", { class: "cut" }, file.name),
    h("button", { type: "button", class: "plain", "aria-label": t("remove", { name: file.name }), onclick: () => set({ files: { ...app.ui.files, [place]: files.filter((_, i) => i !== at) } }) }, "✕"))));
}

function stopReply(place) {
  set({ replying: { ...app.ui.replying, [place]: null } });
}

function replyBar(place) {
  const id = app.ui.replying[place];
  if (!id) return null;
  const to = messageBy(id);
  return h("div", { class: "reply-bar", "data-test": "reply-bar" }, h("span", { class: "grow" }, t("replying", { name: to?.author ?? "…" })),
    h("button", { type: "button", class: "plain", "aria-label": t("cancel"), onclick: () => stopReply(place) }, "✕"));
}

function pickerBox(place, rows) {
  return h("div", { class: "picker", role: "listbox", id: `picker${place}`, "aria-label": t("commands"), "data-test": "picker" },
    h("div", { class: "picker-head" }, "Conecta"),
    rows.map((row, at) => h("div", {
      key: row.path, role: "option", id: `picker${place}-${at}`, class: `picker-row${at === active ? " active" : ""}`, "aria-selected": String(at === active), "data-test": "picker-option", "data-command": row.path,
      update: at === active ? (el) => el.scrollIntoView({ block: "nearest" }) : undefined,
      onpointerdown: (event) => { event.preventDefault(); startCommand(place, row); },
    }, h("strong", null, `/${row.shown}`), " ", h("span", { class: "picker-options" }, row.options.filter((one) => one.required).map((one) => `${commandName(one)} `)), h("span", { class: "faint cut" }, row.description))));
}

function commandLine(line) {
  const { place } = line;
  const more = commands.spare(line);
  return h("div", {
    class: "write command", role: "group", tabindex: -1, "aria-label": `/${line.shown}`, "data-line": place, "data-test": "command-line", "data-command": line.path,
    onkeydown: (event) => lineKey(event, line, null),
  },
  h("div", { class: "chips" },
    h("span", { class: "command-name" }, `/${line.shown}`),
    line.chips.map((chip) => chipBox(line, chip)),
    more.map((option) => h("button", {
      key: `add-${option.name}`, type: "button", class: "chip-add", "data-test": "chip-add", "data-option": option.name, title: option.description,
      onclick: () => { commands.addChip(line, option); queueMicrotask(() => focusLine(line)); },
    }, `+ ${commandName(option)}`))),
  h("button", { type: "button", class: "plain", "aria-label": t("cancel"), title: t("cancel"), "data-test": "command-cancel", onclick: () => leaveLine(place) }, "✕"),
  h("button", { type: "button", class: "plain send", "aria-label": t("send"), title: t("send"), "data-test": "command-send", onclick: () => runLine(line) }, icon("send")));
}

function commandName(option) {
  const locale = app.state.people.find((one) => one.id === app.ui.me)?.locale;
  return option.name_localizations?.[locale] ?? option.name;
}

function chipBox(line, chip) {
  const { option } = chip;
  const props = {
    "data-test": "chip", "data-option": option.name, key: `chip-${option.name}`,
    class: `chip${line.focus === option.name ? " focus" : ""}${line.wrong && line.focus === option.name ? " wrong" : ""}`,
  };
  if (option.type === 11) {
    return h("label", props, h("span", { class: "chip-name" }, chip.label),
      chip.text ? h("bdi", { class: "cut" }, chip.text) : null,
      h("input", { type: "file", class: chip.text ? "taken" : "", "aria-label": chip.label, onfocus: () => { line.focus = option.name; if (chip.value === undefined) commands.suggest(line, chip); }, onchange: (event) => event.target.files[0] && commands.file(line, chip, event.target.files[0]), onkeydown: (event) => lineKey(event, line, chip) }));
  }
  return h("label", props, h("span", { class: "chip-name" }, chip.label),
    h("input", {
      type: "text", dir: "auto", autocomplete: "off", "aria-label": `${chip.label}: ${chip.hint}`, placeholder: "…", "data-test": "chip-input", size: 6,
      role: "combobox", "aria-expanded": String(line.rows.length > 0), "aria-controls": `offered${line.place}`, "aria-activedescendant": line.rows.length ? `offered${line.place}-${line.active}` : null,
      value: chip.text, inputmode: option.type === 4 ? "numeric" : null,
      style: { width: `${Math.min(34, Math.max(5, [...chip.text].length + 2))}ch` },
      onfocus: () => { line.focus = option.name; if (commands.offers(option) && chip.value === undefined) commands.suggest(line, chip); else commands.quietRows(line); },
      oninput: (event) => (commands.offers(option) ? commands.typed(line, chip, event.target.value) : plainTyped(line, chip, event.target.value)),
      onkeydown: (event) => lineKey(event, line, chip),
    }));
}

function plainTyped(line, chip, text) {
  chip.text = text;
  line.wrong = null;
  changed();
}

function leaveLine(place) {
  commands.drop(place);
  queueMicrotask(() => field(place)?.focus());
}

async function runLine(line) {
  showEnd(line.place);
  if (await commands.send(line)) queueMicrotask(() => field(line.place)?.focus());
  else queueMicrotask(() => focusLine(line));
}

function lineKey(event, line, chip) {
  if (event.isComposing || event.defaultPrevented) return;
  const { rows } = line;
  if (event.key === "Escape") {
    event.preventDefault();
    if (rows.length > 0 || line.loading) commands.quietRows(line);
    else leaveLine(line.place);
  } else if (rows.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    line.active = (line.active + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length;
    changed();
  } else if (chip && rows.length > 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) {
    event.preventDefault();
    commands.pick(line, chip, rows[line.active] ?? rows[0]);
  } else if (event.key === "Enter" && !event.target.closest("button")) {
    event.preventDefault();
    runLine(line);
  } else if (event.key === "Backspace" && chip && chip.text === "" && chip.value === undefined) {
    event.preventDefault();
    commands.dropChip(line, chip.option.name);
    queueMicrotask(() => focusLine(line));
  } else if (event.key === "Backspace" && !chip && event.target === event.currentTarget) {
    event.preventDefault();
    leaveLine(line.place);
  }
}

function offered(line) {
  const chip = line.chips.find((one) => one.option.name === line.focus);
  if (!chip) return null;
  const state = line.failed ? t("options_failed") : line.loading && line.rows.length === 0 ? t("options_loading") : line.wrong;
  return h("div", { class: "picker", role: "listbox", id: `offered${line.place}`, "aria-label": chip.label, "data-test": "offered", "aria-busy": String(line.loading) },
    h("div", { class: "picker-head" }, h("strong", null, chip.label), " ", chip.hint),
    line.rows.map((row, at) => h("div", {
      key: String(row.value), role: "option", id: `offered${line.place}-${at}`, class: `picker-row${at === line.active ? " active" : ""}`, "aria-selected": String(at === line.active), "data-test": "offered-option", "data-value": String(row.value),
      update: at === line.active ? (el) => el.scrollIntoView({ block: "nearest" }) : undefined,
      onpointerdown: (event) => { event.preventDefault(); commands.pick(line, chip, row); },
    }, h("bdi", null, row.name))),
    state ? h("div", { class: `nothing${line.failed || line.wrong ? " wrong-line" : ""}`, role: "status" }, state) : null);
}
