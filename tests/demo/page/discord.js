// The left side: the server's channels, a channel, a thread beside it, who is there.

import { h, roving } from "./dom.js";
import { app, channel, goTo, me, set } from "./store.js";
import { desk } from "./live.js";
import { messageList, toNewest } from "./messages.js";
import { composer } from "./composer.js";
import { closePop, menuItem, openPop } from "./pop.js";
import { avatar, icon } from "./marks.js";
import { t } from "./texts.js";

const told = new Map();

/** The whole of Discord. */
export function discord() {
  const { ui, state } = app;
  const thread = ui.thread ? channel(ui.thread) : null;
  const here = channel(ui.channel);
  const members = ui.members ?? false;
  return h("section", { class: `discord${thread ? " with-thread" : ""}${members ? " with-members" : ""}`, "aria-label": "Discord", "data-test": "discord" },
    nav(state),
    h("div", { class: "pane channel-pane", "data-test": "channel-pane" }, here ? [channelHead(here), messageList(here.id), toNewest(here.id), typing(here.id), composer(here.id)] : h("div", { class: "nothing" }, t("no_channel"))),
    thread ? h("aside", { key: `thread${thread.id}`, class: "pane thread-pane", "aria-label": t("thread"), "data-test": "thread-pane", "data-id": thread.id }, threadHead(thread), messageList(thread.id), toNewest(thread.id), typing(thread.id), thread.thread.locked ? h("div", { class: "nothing" }, t("locked")) : composer(thread.id)) : h("div", { class: "pane thread-pane no-thread" }, h("div", { class: "nothing" }, t("no_thread"))),
    members ? memberList(state) : null);
}

function nav(state) {
  const texts = state.channels.filter((one) => one.kind === 0 || one.kind === 5);
  const categories = state.channels.filter((one) => one.kind === 4);
  const inCategory = (id) => texts.filter((one) => (one.parent_id ?? null) === id);
  const loose = texts.filter((one) => !categories.some((category) => category.id === one.parent_id));
  return h("nav", { class: "nav", "aria-label": t("channels"), "data-test": "channels", onkeydown: (event) => { if (event.target.matches(".place")) roving(event, event.currentTarget, ".place"); } },
    h("header", { class: "guild" }, h("bdi", null, state.guild.name)),
    h("div", { class: "nav-list" },
      loose.map(withThreads),
      categories.map((category) => [h("div", { class: "category" }, category.name), inCategory(category.id).map(withThreads)])),
    whoBox());
}

function withThreads(one) {
  const threads = app.state.channels.filter((thread) => thread.thread && thread.parent_id === one.id && !thread.thread.archived
    && (thread.thread.members.includes(app.ui.me) || thread.id === app.ui.thread));
  return [placeRow(one), threads.map(placeRow)];
}

function placeRow(one) {
  const open = one.thread ? app.ui.thread === one.id : app.ui.channel === one.id;
  const marks = [one.unread ? t("unread") : null, one.mentions ? t("mentions", { n: one.mentions }) : null].filter(Boolean).join(", ");
  return h("button", {
    key: one.id, type: "button", class: `place${one.thread ? " in-thread" : ""}${open ? " open" : ""}${one.unread ? " unread" : ""}`,
    "aria-current": open ? "true" : null, "aria-label": `${one.thread ? t("thread") : t("channel")} ${one.name}${marks ? `, ${marks}` : ""}`,
    "data-test": one.thread ? "thread" : "channel", "data-id": one.id, "data-name": one.name, "data-unread": String(one.unread), onclick: () => goTo(one.id),
  }, one.thread ? h("span", { class: "branch", "aria-hidden": "true" }) : icon("hash"), h("bdi", { class: "cut" }, one.name),
  one.mentions ? h("span", { class: "badge", "data-test": "mentions" }, one.mentions) : null);
}

function whoBox() {
  const who = me();
  return h("button", { type: "button", class: "who", "data-test": "who", "aria-haspopup": "menu", "aria-label": t("who_now", { name: who?.name ?? "" }), onclick: (event) => whoMenu(event.currentTarget) },
    avatar(who?.name ?? "?", { color: who?.avatar_color }),
    h("span", { class: "grow" }, h("strong", { class: "cut" }, h("bdi", null, who?.name ?? "…")), h("span", { class: "faint cut" }, who ? whatIs(who) : "")),
    h("span", { class: "swap" }, t("swap")));
}

/** What a person does there. */
export function whatIs(who) {
  const teams = who.teams.join(", ");
  return teams ? `${t(`is_${who.what}`)} · ${teams}` : t(`is_${who.what}`);
}

function whoMenu(anchor) {
  openPop({
    name: "who", anchor, role: "menu", label: t("who_sits"), className: "menu who-menu",
    render: () => [h("div", { class: "menu-head", role: "presentation" }, t("who_sits")),
      app.state.people.map((one) => h("button", {
        key: one.id, type: "button", role: "menuitemradio", "aria-checked": String(one.id === app.ui.me), tabindex: -1, class: "menu-item", "data-test": "who-option", "data-id": one.id, "data-name": one.name,
        onclick: () => { closePop(); sitsDown(one.id); },
      }, avatar(one.name, { color: one.avatar_color }), h("span", { class: "grow" }, h("strong", null, one.name), h("span", { class: "option-more" }, whatIs(one))), one.id === app.ui.me ? "✓" : null))],
  });
}

function sitsDown(id) {
  if (id === app.ui.me) return;
  set({ me: id, channel: null, thread: null, editing: null, modal: null });
}

function channelHead(here) {
  const threads = app.state.channels.filter((one) => one.thread && one.parent_id === here.id);
  return h("header", { class: "pane-head" }, icon("hash"), h("h2", { class: "cut" }, h("bdi", null, here.name)), h("span", { class: "grow" }),
    h("button", { type: "button", class: "plain", title: t("threads"), "aria-label": t("threads"), "aria-haspopup": "menu", "data-test": "threads", onclick: (event) => threadMenu(event.currentTarget, threads) }, icon("thread")),
    h("button", { type: "button", class: "plain", title: t("members"), "aria-label": t("members"), "aria-pressed": String(Boolean(app.ui.members)), "data-test": "members-toggle", onclick: () => set({ members: !app.ui.members }) }, icon("people")));
}

function threadMenu(anchor, threads) {
  const sorted = [...threads].sort((a, b) => Number(a.thread.archived) - Number(b.thread.archived));
  openPop({
    name: "threads", anchor, role: "menu", label: t("threads"), className: "menu", end: true,
    render: () => [h("div", { class: "menu-head", role: "presentation" }, t("threads")),
      sorted.map((one) => menuItem(`${one.name}${one.thread.archived ? ` · ${t("archived")}` : ""}`, () => goTo(one.id), { test: "thread-option", sign: icon("thread"), className: one.unread ? "strong" : "" })),
      sorted.length === 0 ? h("div", { class: "nothing" }, t("no_threads")) : null],
  });
}

function threadHead(thread) {
  const inside = thread.thread.members.includes(app.ui.me);
  return h("header", { class: "pane-head" }, icon("thread"), h("h2", { class: "cut", "data-test": "thread-name" }, h("bdi", null, thread.name)), h("span", { class: "grow" }),
    thread.thread.archived ? h("span", { class: "tag gray" }, t("archived")) : null,
    h("button", { type: "button", class: "plain", title: t("thread_more"), "aria-label": t("thread_more"), "aria-haspopup": "menu", "data-test": "thread-more", onclick: (event) => openPop({
      name: "thread-more", anchor: event.currentTarget, role: "menu", label: t("thread_more"), className: "menu", end: true,
      render: () => [
        menuItem(inside ? t("leave_thread") : t("join_thread"), () => desk(inside ? "leaves" : "joins", { thread: thread.id }), { test: "thread-join" }),
        menuItem(thread.thread.archived ? t("unarchive") : t("archive"), () => desk("archives", { thread: thread.id, archived: !thread.thread.archived }), { test: "thread-archive" }),
      ],
    }) }, icon("more")),
    h("button", { type: "button", class: "plain", title: t("close_thread"), "aria-label": t("close_thread"), "data-test": "thread-close", onclick: () => set({ thread: null, tab: "channel" }) }, icon("close")));
}

function typing(place) {
  const names = app.state.places[place]?.typing ?? [];
  return h("div", { class: "typing", "aria-live": "polite" }, names.length ? [h("span", { class: "dots", "aria-hidden": "true" }), t("typing", { names: names.join(", ") })] : null);
}

function memberList(state) {
  const groups = new Map();
  for (const one of state.members) {
    const group = !one.online ? t("away") : one.bot ? t("apps") : one.roles[0]?.name ?? t("online");
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return h("aside", { class: "members", "aria-label": t("members"), "data-test": "members" }, [...groups].map(([name, all]) => h("div", { key: name, class: "member-group" },
    h("h3", null, `${name} — ${all.length}`),
    h("ul", { role: "list" }, all.map((one) => h("li", { key: one.id, class: `member${one.online ? "" : " off"}`, "data-test": "member", "data-name": one.name },
      h("span", { class: "with-dot" }, avatar(one.name, { bot: one.bot, color: state.people.find((other) => other.id === one.id)?.avatar_color }), h("span", { class: `dot${one.online ? " on" : ""}` })),
      h("bdi", { class: "cut" }, one.name), one.bot ? h("span", { class: "tag" }, t("app_tag")) : null))))));
}

/** Tells Discord what has been read, while somebody can see it. */
export function markRead() {
  if (!app.state || app.state.me !== app.ui.me || document.visibilityState !== "visible") return;
  for (const place of [app.ui.channel, app.ui.thread]) {
    const seen = place && channel(place);
    const list = seen && document.querySelector(`.scroller[data-place="${place}"]`);
    if (!seen || !list || list.offsetParent === null || !list.stuck || (!seen.unread && !seen.mentions)) continue;
    const last = app.state.places[place]?.messages.at(-1)?.id;
    if (!last || told.get(`${app.ui.me}${place}`) === last) continue;
    told.set(`${app.ui.me}${place}`, last);
    desk("reads", { channel: place }, { quiet: true });
  }
}
