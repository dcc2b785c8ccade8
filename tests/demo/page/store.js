// What this window knows: the last state from the server, and what the person looks at.

import { reuse } from "./dom.js";

const KEPT = ["me", "channel", "thread", "customer", "number"];

/** Everything that the page is drawn from. */
export const app = {
  state: null,
  link: "connecting",
  /** Milliseconds of the sandbox's clock minus those of this page's own. */
  skew: 0,
  ui: {
    me: null, channel: null, thread: null, customer: null, number: null,
    tab: "channel", wire: false, wireFilter: "", wirePlatform: "", members: null,
    lang: "pt-BR", theme: "auto", hint: true,
    /** Per person and place: what is being written, answered, edited, attached. */
    editing: null, replying: {}, files: {}, pending: [], failed: {}, busy: {},
    dismissed: {}, answered: {}, modal: null, quoting: {}, rewording: {}, flash: null,
    /** Whether the company's own phone is in the hand instead of the customer's. */
    ownPhone: false,
  },
};

let redraw = () => {};
let looked = () => {};
let scheduled = false;

/** Says how the page is drawn, and whom to tell that somebody looks elsewhere. */
export function connect({ onDraw, onLook }) {
  redraw = onDraw;
  looked = onLook;
}

/** Draws once, after everything that happens now. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    redraw();
  });
}

/** Changes what is looked at or typed, and draws. */
export function set(part) {
  const before = look();
  Object.assign(app.ui, part);
  keep();
  if (JSON.stringify(before) !== JSON.stringify(look())) looked();
  changed();
}

/** What the server has to know about this window. */
export function look() {
  const { me, channel, thread, customer, number, wire, lang } = app.ui;
  return { person: me, channel, thread, customer, number, wire, lang };
}

/** Takes a state over, and chooses what to look at if nothing is chosen yet. */
export function take(state) {
  app.state = reuse(app.state, state);
  app.skew = Date.parse(state.now) - performance.now();
  const ui = app.ui;
  const part = {};
  const here = (list, id, name = "id") => list?.some((one) => one[name] === id);
  if (!here(state.people, ui.me)) part.me = state.me ?? state.people[0]?.id ?? null;
  const me = part.me ?? ui.me;
  if (state.me === me) {
    const texts = state.channels.filter((channel) => channel.kind === 0);
    if (!here(texts, ui.channel)) part.channel = firstChannel(state, me, texts);
    if (ui.thread && !here(state.channels, ui.thread)) part.thread = null;
  }
  if (!here(state.customers, ui.customer, "key")) part.customer = state.customers[0]?.key ?? null;
  if (!here(state.numbers, ui.number)) part.number = state.numbers[0]?.id ?? null;
  if (Object.keys(part).length > 0) set(part);
  else changed();
}

function firstChannel(state, me, texts) {
  const teams = (person(me)?.teams ?? []).map((name) => name.toLowerCase());
  const own = texts.find((channel) => teams.includes(channel.name.toLowerCase()));
  return (own ?? texts.find((channel) => channel.unread) ?? texts[0])?.id ?? null;
}

/** The person with this id among those who may sit at the desk. */
export function person(id) {
  return app.state?.people.find((one) => one.id === id);
}

/** The person who sits there. */
export function me() {
  return person(app.ui.me);
}

/** A channel or thread of the person's list. */
export function channel(id) {
  return app.state?.channels.find((one) => one.id === id);
}

/** A message in one of the places looked at. */
export function message(id) {
  for (const place of Object.values(app.state?.places ?? {})) {
    const found = place.messages.find((one) => one.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Goes to a channel or thread, and to a message in it. */
export function goTo(id, flash = null) {
  const target = channel(id);
  if (!target) return false;
  if (target.thread) set({ thread: id, channel: target.parent_id ?? app.ui.channel, tab: "thread", flash });
  else set({ channel: id, tab: "channel", flash });
  return true;
}

/** The sandbox's time in milliseconds. */
export function now() {
  return app.skew + performance.now();
}

function keep() {
  try {
    for (const name of KEPT) {
      if (app.ui[name]) sessionStorage.setItem(`conecta.${name}`, app.ui[name]);
      else sessionStorage.removeItem(`conecta.${name}`);
    }
    sessionStorage.setItem("conecta.dismissed", JSON.stringify(Object.keys(app.ui.dismissed).slice(-200)));
    for (const name of ["lang", "theme"]) localStorage.setItem(`conecta.${name}`, app.ui[name]);
    localStorage.setItem("conecta.hint", app.ui.hint ? "1" : "0");
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}

/** What an earlier visit chose. */
export function recall() {
  const ui = app.ui;
  const wanted = navigator.language.toLowerCase();
  ui.lang = wanted.startsWith("es") ? "es" : wanted.startsWith("pt") ? "pt-BR" : "en";
  try {
    for (const name of KEPT) ui[name] = sessionStorage.getItem(`conecta.${name}`) ?? ui[name];
    for (const id of JSON.parse(sessionStorage.getItem("conecta.dismissed") ?? "[]")) ui.dismissed[id] = true;
    ui.lang = localStorage.getItem("conecta.lang") ?? ui.lang;
    ui.theme = localStorage.getItem("conecta.theme") ?? ui.theme;
    ui.hint = localStorage.getItem("conecta.hint") !== "0";
  } catch {
    // As above.
  }
}
