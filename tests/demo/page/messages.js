// A place's messages: a channel's or a thread's, with whatever Discord draws around them.

import { follow, h, memo, roving, scrolled, stick } from "./dom.js";
import { app, changed, channel, goTo, message as messageBy, now, set } from "./store.js";
import { desk } from "./live.js";
import { formatted, plain } from "./markdown.js";
import { componentList, embedBox, isV2 } from "./components.js";
import { attachment } from "./media.js";
import { avatar, icon } from "./marks.js";
import { emojiPicker, messageMenu } from "./message-menu.js";
import { forget } from "./interactions.js";
import { shown, stamp } from "./time.js";
import { t } from "./texts.js";

const LOADING = 128;
const TOGETHER = 7 * 60_000;

/** What leads back to the newest message while somebody reads older ones. */
export function toNewest(place) {
  const where = channel(place);
  const list = document.querySelector(`.scroller[data-place="${place}"]`);
  if (!where || !list || list.stuck !== false) return null;
  return h("button", {
    key: "newest", type: "button", class: `to-newest${where.unread ? " fresh" : ""}`, "data-test": "to-newest",
    onclick: () => { list.stuck = true; follow(list); changed(); },
  }, where.unread ? t("new_messages") : t("to_newest"), icon("down"));
}

/** The scrolling list of a place. */
export function messageList(place) {
  const here = app.state.places[place];
  const all = here?.messages.filter((one) => !app.ui.dismissed[one.id]) ?? [];
  return h("div", {
    key: `list${app.ui.me}${place}`, class: "scroller", tabindex: 0, role: "log", "aria-label": t("messages"), "data-test": "messages", "data-place": place,
    mount: stick, update: follow, onscroll: (event) => { if (scrolled(event.currentTarget)) changed(); }, onkeydown: walk,
  }, h("ol", { class: "messages", role: "list" },
    here ? null : h("li", { class: "nothing" }, t("loading")),
    here && all.length === 0 ? h("li", { class: "nothing", key: "none" }, t("no_messages")) : null,
    all.flatMap((one, at) => withDay(one, all[at - 1], place)),
    app.ui.pending.filter((one) => one.place === place && one.person === app.ui.me).map(pendingLine)));
}

function withDay(one, before, place) {
  const day = new Date(one.at).toDateString();
  const fresh = !before || new Date(before.at).toDateString() !== day;
  const together = !fresh && before.author_id === one.author_id && Date.parse(one.at) - Date.parse(before.at) < TOGETHER
    && one.kind === 0 && before.kind !== 21 && before.kind !== 1 && !one.reply_to && before.ephemeral === one.ephemeral && !app.ui.answered[one.id];
  const thread = one.thread ? channel(one.thread) : null;
  const answers = one.reply_to ? messageBy(one.reply_to) : null;
  const starter = one.kind === 21 ? messageBy(place) : null;
  const { ui, state } = app;
  const pressed = starter?.id ?? one.id;
  const deps = [one, together, thread, answers, starter, ui.lang, ui.me, ui.editing === one.id, ui.failed[pressed], ui.busy[pressed], ui.answered[one.id], ui.flash === one.id, state.users, state.roles, state.command_ids, new Date(now()).toDateString()];
  const line = memo(one.id, deps, () => messageLine(one, { together, thread, answers, starter, place }));
  return fresh ? [h("li", { key: `day${day}`, class: "day", role: "separator" }, h("span", null, shown(Date.parse(one.at), "D"))), line] : [line];
}

function messageLine(one, around) {
  const { ui } = app;
  if (one.kind !== 0 && one.kind !== 19 && one.kind !== 20 && one.kind !== 21 && one.kind !== 23) return systemLine(one);
  if (one.kind === 21) return starterLine(one, around);
  const mine = one.author_id === ui.me;
  const pinged = one.pinged.includes(ui.me);
  const head = around.together ? null : h("div", { class: "msg-head" },
    h("span", { class: "author", style: authorColor(one.author_id) }, h("bdi", null, one.author)),
    one.bot ? h("span", { class: "tag" }, t("app_tag")) : null,
    h("time", { class: "when", datetime: one.at, title: shown(Date.parse(one.at), "F") }, stamp(Date.parse(one.at))),
    one.silent ? h("span", { class: "faint", title: t("silent"), "aria-label": t("silent") }, " 🔕") : null,
    one.pinned ? h("span", { class: "faint", title: t("pinned") }, " 📌") : null);
  return h("li", {
    class: `msg${around.together ? " together" : ""}${pinged ? " pinged" : ""}${one.ephemeral ? " ephemeral" : ""}`,
    tabindex: -1, "data-test": "message", "data-id": one.id, "data-author": one.author, "data-mine": String(mine), "data-ephemeral": String(one.ephemeral),
    "aria-label": `${one.author}: ${plain(one.content).slice(0, 200)}`,
    update: ui.flash === one.id ? flash : undefined,
    oncontextmenu: (event) => {
      if (event.target.closest("a, textarea, input") || getSelection()?.toString()) return;
      event.preventDefault();
      messageMenu(one, { x: event.clientX, y: event.clientY });
    },
  },
  around.together ? h("span", { class: "small-when", "aria-hidden": "true" }, shown(Date.parse(one.at), "t")) : avatar(one.author, { bot: one.bot, color: colorOf(one.author_id) }),
  h("div", { class: "msg-body" },
    replyLine(one, around.answers), head, body(one), extras(one, around)),
  tools(one));
}

function body(one) {
  if (app.ui.editing === one.id) return editor(one);
  if ((one.flags & LOADING) !== 0) return h("div", { class: "thinking", role: "status", "data-test": "thinking" }, h("span", { class: "spinner", "aria-hidden": "true" }), t("thinking", { name: one.author }));
  return [
    one.forwarded !== null && one.forwarded !== undefined ? h("div", { class: "forwarded" }, h("div", { class: "faint" }, `↪ ${t("forwarded")}`), h("div", { class: "text" }, formatted(one.forwarded))) : null,
    one.content ? h("div", { class: "text", "data-test": "message-text" }, textWithMark(one)) : null,
    one.poll ? h("div", { class: "faint" }, `📊 ${t("poll")}`) : null,
  ];
}

/** The text, with *edited* at the end of its last line. */
function textWithMark(one) {
  const blocks = formatted(one.content);
  if (!one.edited) return blocks;
  const mark = h("span", { class: "edited" }, t("edited"));
  const last = blocks.at(-1);
  if (last.tag === "div") last.children.push(mark);
  else blocks.push(mark);
  return blocks;
}

function extras(one, around) {
  const v2 = isV2(one);
  return [
    one.stickers.map((sticker) => stickerBox(sticker)),
    one.attachments.length && !v2 ? h("div", { class: `attachments${one.attachments.filter(isPicture).length > 1 ? " several" : ""}` }, one.attachments.map((file) => attachment(file, one))) : null,
    one.embeds.map((embed) => embedBox(embed, one)),
    one.components.length ? h("div", { class: "components" }, componentList(one)) : null,
    app.ui.failed[one.id] ? h("div", { class: "wrong-line", role: "alert", "data-test": "interaction-failed" }, t("no_response")) : null,
    one.reactions.length ? reactions(one) : null,
    around.thread ? threadChip(around.thread) : null,
    one.ephemeral ? h("div", { class: "only-you" }, icon("eye"), h("span", null, t("only_you")), " · ",
      h("button", { type: "button", class: "linklike", "data-test": "dismiss", onclick: () => { app.ui.dismissed[one.id] = true; set({}); } }, t("dismiss"))) : null,
  ];
}

function isPicture(file) {
  return (file.content_type ?? "").startsWith("image/");
}

function stickerBox(sticker) {
  return h("img", { key: `sticker${sticker.id}`, class: "msg-sticker", src: `/file/sticker/${sticker.id}`, alt: t("sticker_named", { name: sticker.name }), title: sticker.name, "data-test": "sticker" });
}

function replyLine(one, answers) {
  if (app.ui.answered[one.id]) {
    return h("div", { class: "reply-line" }, h("span", { class: "curve", "aria-hidden": "true" }), t("used", { name: app.state.users[app.ui.me] ?? "", command: `/${app.ui.answered[one.id]}` }));
  }
  if (!one.reply_to) return null;
  return h("button", { type: "button", class: "reply-line", onclick: () => set({ flash: one.reply_to }) },
    h("span", { class: "curve", "aria-hidden": "true" }),
    answers ? [h("span", { class: "author" }, h("bdi", null, answers.author)), " ", h("bdi", { class: "cut" }, plain(answers.content || answers.texts.join(" ")).slice(0, 120) || t("attachment"))] : h("em", null, t("gone")));
}

function reactions(one) {
  return h("div", { class: "reactions", role: "group", "aria-label": t("reactions") },
    one.reactions.map((reaction) => {
      const mine = reaction.users.includes(app.ui.me);
      const names = reaction.users.map((id) => app.state.users[id] ?? "?").join(", ");
      return h("button", {
        key: reaction.emoji, type: "button", class: `reaction${mine ? " mine" : ""}`, "aria-pressed": String(mine), title: names, "aria-label": `${reaction.emoji} ${reaction.users.length}: ${names}`,
        "data-test": "reaction", "data-emoji": reaction.emoji, onclick: () => desk(mine ? "unreacts" : "reacts", { message: one.id, emoji: reaction.emoji }),
      }, h("span", { class: "emoji" }, reaction.emoji), " ", reaction.users.length);
    }),
    h("button", { type: "button", class: "reaction add", "aria-label": t("add_reaction"), onclick: (event) => emojiPicker(event.currentTarget, (emoji) => desk("reacts", { message: one.id, emoji })) }, icon("smile")));
}

function threadChip(thread) {
  return h("button", { type: "button", class: "thread-chip", "data-test": "thread-chip", "data-id": thread.id, onclick: () => goTo(thread.id) },
    h("span", { class: `cut${thread.unread ? " strong" : ""}` }, h("bdi", null, thread.name)),
    h("span", { class: "see" }, thread.thread.archived ? t("archived") : t("see_thread"), " ›"),
    thread.mentions ? h("span", { class: "badge" }, thread.mentions) : null);
}

function tools(one) {
  return h("div", { class: "tools", role: "toolbar", "aria-label": t("message_tools") },
    h("button", { type: "button", title: t("add_reaction"), "aria-label": t("add_reaction"), "data-test": "tool-react", onclick: (event) => emojiPicker(event.currentTarget, (emoji) => desk("reacts", { message: one.id, emoji })) }, icon("smile")),
    one.author_id === app.ui.me ? h("button", { type: "button", title: t("edit"), "aria-label": t("edit"), "data-test": "tool-edit", onclick: () => set({ editing: one.id }) }, icon("edit")) : null,
    h("button", { type: "button", title: t("reply"), "aria-label": t("reply"), "data-test": "tool-reply", onclick: () => startReply(one) }, icon("reply")),
    h("button", { type: "button", title: t("more"), "aria-label": t("more"), "aria-haspopup": "menu", "data-test": "tool-more", onclick: (event) => messageMenu(one, event.currentTarget) }, icon("more")));
}

/** Makes the next message of the place a reply to this one. */
export function startReply(one) {
  set({ replying: { ...app.ui.replying, [one.channel_id]: one.id } });
  document.querySelector(`[data-composer="${one.channel_id}"]`)?.focus();
}

function systemLine(one) {
  const whom = one.pinged.map((id) => app.state.users[id] ?? "?").join(", ");
  const texts = { 1: t("sys_added", { name: one.author, whom }), 2: t("sys_removed", { name: one.author, whom }), 4: t("sys_renamed", { name: one.author, to: one.content }), 6: t("sys_pinned", { name: one.author }), 7: t("sys_joined", { name: one.author }), 18: t("sys_thread", { name: one.author, to: one.content }) };
  return h("li", { class: "msg system", tabindex: -1, "data-test": "message", "data-id": one.id, "data-author": one.author },
    h("span", { class: "sys-sign", "aria-hidden": "true" }, one.kind === 4 ? "✎" : "→"),
    h("div", { class: "msg-body" }, h("bdi", null, texts[one.kind] ?? one.content), " ", h("time", { class: "when", datetime: one.at }, stamp(Date.parse(one.at)))));
}

function starterLine(one, { starter, place }) {
  if (!starter) return h("li", { class: "msg system", tabindex: -1, "data-id": one.id }, h("span", { class: "sys-sign" }, "🧵"), h("div", { class: "msg-body faint" }, t("starter_hidden")));
  return h("li", { class: "msg starter", tabindex: -1, "data-test": "thread-starter", "data-id": starter.id, "data-author": starter.author },
    avatar(starter.author, { bot: starter.bot }),
    h("div", { class: "msg-body" },
      h("div", { class: "msg-head" }, h("span", { class: "author" }, h("bdi", null, starter.author)), starter.bot ? h("span", { class: "tag" }, t("app_tag")) : null, h("time", { class: "when", datetime: starter.at }, stamp(Date.parse(starter.at)))),
      body(starter), extras({ ...starter, reactions: [] }, { thread: null, place })));
}

function pendingLine(entry) {
  return h("li", { key: entry.id, class: "msg pending", tabindex: -1, "data-test": entry.failed ? "command-failed" : "command-pending" },
    avatar("Conecta", { bot: true }),
    h("div", { class: "msg-body" },
      h("div", { class: "reply-line" }, h("span", { class: "curve", "aria-hidden": "true" }), t("used", { name: app.state.users[app.ui.me] ?? "", command: `/${entry.shown}` })),
      entry.failed
        ? h("div", { class: "wrong-line", role: "alert" }, t("no_response"))
        : h("div", { class: "thinking", role: "status" }, h("span", { class: "spinner", "aria-hidden": "true" }), t("sending_command")),
      entry.failed ? h("div", { class: "only-you" }, icon("eye"), t("only_you"), " · ", h("button", { type: "button", class: "linklike", onclick: () => forget(entry.id) }, t("dismiss"))) : null));
}

function editor(one) {
  const stop = () => {
    set({ editing: null });
    document.querySelector(`[data-composer="${one.channel_id}"]`)?.focus();
  };
  const save = async (el) => {
    const text = el.value.trim();
    if (text === "") return;
    if (text === one.content || (await desk("edits", { message: one.id, text })).ok) stop();
  };
  return h("div", { class: "editor" },
    h("textarea", {
      class: "field", rows: 2, "aria-label": t("edit"), "data-test": "editor", dir: "auto",
      mount: (el) => { el.value = one.content; el.focus(); el.setSelectionRange(el.value.length, el.value.length); },
      onkeydown: (event) => {
        if (event.key === "Escape") { event.stopPropagation(); stop(); }
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(event.target); }
      },
    }),
    h("div", { class: "faint" }, "Esc ", h("button", { type: "button", class: "linklike", onclick: stop }, t("cancel")), " · Enter ",
      h("button", { type: "button", class: "linklike", "data-test": "editor-save", onclick: (event) => save(event.target.closest(".editor").querySelector("textarea")) }, t("save"))));
}

function colorOf(id) {
  return app.state.people.find((one) => one.id === id)?.avatar_color ?? null;
}

function authorColor(id) {
  const roles = app.state.members.find((one) => one.id === id)?.roles ?? [];
  return roles.length ? { "--role": `var(--role-${[...roles[0].name].length % 5})` } : undefined;
}

function walk(event) {
  const line = event.target.closest(".msg");
  const own = event.target === event.currentTarget || event.target === line;
  if (own && roving(event, event.currentTarget, ".msg")) return;
  if (!line || event.target !== line) return;
  const one = messageBy(line.dataset.id);
  if (!one) return;
  if (event.key === "Enter" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    event.preventDefault();
    messageMenu(one, line);
  } else if (event.key === "r" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    startReply(one);
  } else if (event.key === "e" && one.author_id === app.ui.me) {
    event.preventDefault();
    set({ editing: one.id });
  }
}

function flash(el) {
  const id = el.dataset.id;
  el.scrollIntoView({ block: "center" });
  el.classList.add("flash");
  app.ui.flash = null;
  setTimeout(() => { if (el.dataset.id === id) el.classList.remove("flash"); changed(); }, 1600);
}
