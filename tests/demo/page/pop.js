// What opens beside something: menus, lists, pickers. One at a time; Esc closes it.

import { h, roving } from "./dom.js";
import { changed } from "./store.js";

const FOCUSABLE = "button, [href], input, textarea, select, [tabindex]:not([tabindex='-1'])";
let current = null;
let count = 0;

/**
 * Opens `render()` beside `anchor` (an element or a point). `role` and `label` say what it is;
 * `items` selects what arrow keys walk through; `onclose` runs however it closes.
 */
export function openPop(pop) {
  const again = current && current.name === pop.name && current.anchor === pop.anchor;
  if (current) closePop();
  if (again) return;
  current = { items: "[role^='menuitem'], [role='option']", ...pop, serial: ++count, before: document.activeElement };
  changed();
}

/** Closes what is open, and gives the focus back. */
export function closePop() {
  const closing = current;
  if (!closing) return;
  current = null;
  closing.onclose?.();
  if (closing.before?.isConnected) closing.before.focus({ preventScroll: true });
  changed();
}

function place(el) {
  if (!current) return;
  const box = current.anchor.getBoundingClientRect?.() ?? { left: current.anchor.x, right: current.anchor.x, top: current.anchor.y, bottom: current.anchor.y, width: 0 };
  if (current.anchor.isConnected === false) {
    closePop();
    return;
  }
  const view = document.documentElement;
  if (current.wide) el.style.setProperty("width", `${Math.max(220, box.width)}px`);
  const { offsetWidth: width, offsetHeight: height } = el;
  const below = view.clientHeight - box.bottom;
  const top = below >= height + 8 || below > box.top ? box.bottom + 4 : box.top - height - 4;
  const left = current.end ? box.right - width : box.left;
  el.style.setProperty("left", `${Math.max(6, Math.min(left, view.clientWidth - width - 6))}px`);
  el.style.setProperty("top", `${Math.max(6, Math.min(top, view.clientHeight - height - 6))}px`);
}

function enter(el) {
  place(el);
  const first = el.querySelector("[autofocus]") ?? el.querySelector("[aria-selected='true']") ?? el.querySelector(FOCUSABLE) ?? el;
  first.focus({ preventScroll: true });
}

function onkeydown(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closePop();
  } else if (event.key === "Tab") {
    wrap(event, event.currentTarget);
  } else if (!event.target.matches("input") || !["Home", "End"].includes(event.key)) {
    roving(event, event.currentTarget, current?.items ?? FOCUSABLE, { across: current?.across });
  }
}

/** Keeps Tab inside `box`. */
export function wrap(event, box) {
  const all = [...box.querySelectorAll(FOCUSABLE)].filter((el) => !el.disabled && el.offsetParent !== null);
  if (all.length === 0) return;
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
}

/** The layer that holds what is open. */
export function popLayer() {
  if (!current) return null;
  const pop = current;
  return h("div", { class: "pop-layer", key: "pop" },
    h("div", { class: "pop-catch", onpointerdown: (event) => { event.preventDefault(); closePop(); }, oncontextmenu: (event) => event.preventDefault() }),
    h("div", {
      // One that opens in another's place is another element, which takes the focus.
      key: `pop${pop.serial}`, class: `pop ${pop.className ?? ""}`, role: pop.role ?? "dialog", "aria-label": pop.label, tabindex: -1,
      "data-test": `pop-${pop.name}`, mount: enter, update: place, onkeydown,
    }, pop.render()));
}

/** A menu's row. */
export function menuItem(label, action, { test, className = "", role = "menuitem", checked, sign } = {}) {
  return h("button", {
    type: "button", role, class: `menu-item ${className}`, "data-test": test, tabindex: -1,
    "aria-checked": checked === undefined ? null : String(checked),
    onclick: () => { closePop(); action(); },
  }, sign ?? null, h("span", { class: "grow", dir: "auto" }, label), checked ? h("span", { "aria-hidden": "true" }, "✓") : null);
}
