// The right side: who has a phone, and one of those phones.

import { h, roving } from "./dom.js";
import { app, set } from "./store.js";
import { customer } from "./live.js";
import { bubbles } from "./bubbles.js";
import { phoneComposer } from "./phone-composer.js";
import { freshId, freshNumber } from "./phone-samples.js";
import { menuItem, openPop } from "./pop.js";
import { avatar, icon } from "./marks.js";
import { live } from "./time.js";
import { t } from "./texts.js";

/** Contacts, numbers, and the phone. */
export function phones() {
  const { state, ui } = app;
  const who = state.customers.find((one) => one.key === ui.customer);
  const number = state.numbers.find((one) => one.id === ui.number);
  return h("section", { class: "phones", "aria-label": t("phones"), "data-test": "phones" },
    contactList(state),
    who && number ? device(state, who, number) : h("div", { class: "nothing" }, t("no_phone")));
}

function unreadOf(who) {
  return Object.values(who.chats).reduce((sum, chat) => sum + chat.unread, 0);
}

function contactList(state) {
  return h("nav", { class: "contacts", "aria-label": t("contacts"), "data-test": "contacts", onkeydown: (event) => roving(event, event.currentTarget, ".contact") },
    state.customers.map((who) => {
      const unread = unreadOf(who);
      const open = who.key === app.ui.customer;
      return h("button", {
        key: who.key, type: "button", class: `contact${open ? " open" : ""}`, "aria-current": open ? "true" : null, title: who.phone ?? who.user_id,
        "aria-label": `${who.name}${unread ? `, ${t("unread_n", { n: unread })}` : ""}${who.online ? "" : `, ${t("offline")}`}`, "data-test": "contact", "data-key": who.key, "data-name": who.name,
        onclick: () => pickContact(who),
      }, h("span", { class: "with-dot" }, avatar(who.name), who.online ? null : h("span", { class: "dot off-sign" }, "✈")),
      h("span", { class: "contact-name", dir: "auto" }, who.name.split(" ")[0]),
      unread ? h("span", { class: "badge green", "data-test": "contact-unread" }, unread) : null);
    }));
}

function pickContact(who) {
  const chats = Object.entries(who.chats);
  const busy = chats.find(([, chat]) => chat.unread > 0) ?? (who.chats[app.ui.number]?.last_at ? null : chats.find(([, chat]) => chat.last_at));
  set({ customer: who.key, number: busy ? busy[0] : app.ui.number, tab: "phone", ownPhone: false });
}

function device(state, who, number) {
  const chat = who.chats[number.id] ?? { unread: 0, window_open: false };
  const signs = [who.online ? null : `✈ ${t("offline")}`, chat.blocked ? `⛔ ${t("blocked")}` : null, chat.no_marketing ? `🚫 ${t("no_marketing")}` : null].filter(Boolean);
  return h("div", { class: "device", key: `device${who.key}`, "data-test": "device", "data-customer": who.key },
    h("div", { class: "device-owner" }, h("span", { class: "grow" }, h("strong", { class: "cut" }, h("bdi", null, t("phone_of", { name: who.name }))), h("span", { class: "cut faint" }, who.phone ? `+${who.phone.replace(/^\+/, "")}` : who.user_id)),
      signs.map((sign) => h("span", { class: "device-sign" }, sign)),
      h("button", { type: "button", class: "plain", "aria-haspopup": "menu", "aria-label": t("phone_menu"), title: t("phone_menu"), "data-test": "phone-menu", onclick: (event) => phoneMenu(event.currentTarget, who, chat) }, icon("more"))),
    h("div", { class: "numbers", role: "tablist", "aria-label": t("chats"), onkeydown: (event) => roving(event, event.currentTarget, "[role='tab']", { across: true }) },
      state.numbers.map((one) => {
        const other = who.chats[one.id];
        const open = one.id === number.id;
        return h("button", { key: one.id, type: "button", role: "tab", "aria-selected": String(open), tabindex: open ? 0 : -1, class: "number", title: one.display, "data-test": "number", "data-id": one.id, onclick: () => set({ number: one.id }) },
          h("bdi", { class: "cut" }, one.name), other?.unread ? h("span", { class: "badge green" }, other.unread) : null);
      })),
    h("header", { class: "chat-head" }, avatar(number.name, { bot: true, className: "small" }), h("div", { class: "grow" },
      h("strong", { class: "cut" }, h("bdi", null, number.name), h("span", { class: "verified", title: t("verified"), role: "img", "aria-label": t("verified") }, "✓")),
      h("span", { class: "cut faint" }, state.phone?.typing ? t("is_typing") : number.display)),
    chat.unread ? h("button", { type: "button", class: "btn tiny", "data-test": "read-now", onclick: () => customer("reads_phone") }, t("read_now")) : null),
    h("div", { class: `window-line ${chat.window_open ? "open" : ""}`, "data-test": "window-line" }, chat.window_open ? ["🟢 ", t("window_open"), " · ", live(Date.parse(chat.window_until), "left")] : `🔴 ${t("window_closed")}`),
    bubbles(state.phone && state.phone.customer === who.key && state.phone.number === number.id ? state.phone : null),
    chat.blocked ? h("div", { class: "nothing" }, t("you_blocked"), " ", h("button", { type: "button", class: "linklike", onclick: () => customer("unblocks") }, t("unblock"))) : phoneComposer(who, number));
}

function phoneMenu(anchor, who, chat) {
  openPop({
    name: "phone-menu", anchor, role: "menu", label: t("phone_menu"), className: "menu", end: true,
    render: () => [
      menuItem(t("read_now"), () => customer("reads_phone"), { test: "phone-read", sign: "👁" }),
      who.online ? menuItem(t("go_offline"), () => customer("goes_offline"), { test: "phone-offline", sign: "✈" }) : menuItem(t("go_online"), () => customer("goes_online"), { test: "phone-online", sign: "📶" }),
      chat.blocked ? menuItem(t("unblock"), () => customer("unblocks"), { test: "phone-unblock", sign: "✅" }) : menuItem(t("block"), () => customer("blocks"), { test: "phone-block", sign: "⛔", className: "danger" }),
      chat.no_marketing ? menuItem(t("resume_marketing"), () => customer("resumes_marketing"), { test: "phone-marketing-on", sign: "📣" }) : menuItem(t("stop_marketing"), () => customer("stops_marketing"), { test: "phone-marketing-off", sign: "🚫" }),
      menuItem(t("call"), () => customer("calls"), { test: "phone-call", sign: "📞" }),
      menuItem(t("new_device"), () => customer("changes_device"), { test: "phone-device", sign: "🔑" }),
      menuItem(t("new_number"), () => customer("changes_number", freshNumber()), { test: "phone-new-number", sign: "🔢" }),
      menuItem(t("new_id"), () => customer("changes_user_id", { user_id: freshId() }), { test: "phone-new-id", sign: "🆔" }),
      app.ui.ownPhone ? menuItem(t("customer_phone"), () => set({ ownPhone: false }), { test: "phone-customer", sign: "👤" }) : menuItem(t("own_phone"), () => set({ ownPhone: true }), { test: "phone-own", sign: "🏢" }),
    ],
  });
}

