// What a person does with the bot, and the three seconds in which the bot must answer.

import { desk } from "./live.js";
import { app, changed, set } from "./store.js";
import { t } from "./texts.js";

/** The server waits three seconds; this page waits a little longer for the server. */
const PATIENCE = 6000;
let count = 0;

async function ask(what, fields) {
  const late = new Promise((resolve) => {
    setTimeout(resolve, PATIENCE, { ok: true, answer: { kind: "did_not_respond" } });
  });
  return Promise.race([desk(what, fields), late]);
}

function opened(answer) {
  if (answer?.kind === "modal") set({ modal: { ...answer.modal, before: document.activeElement, failed: false, busy: false } });
}

/** Whether the bot still owes an answer to this part of this message. */
export function busy(message, part) {
  return app.ui.busy[message]?.includes(part) ?? false;
}

async function onMessage(message, part, what, fields) {
  if (busy(message, part)) return;
  app.ui.busy[message] = [...(app.ui.busy[message] ?? []), part];
  delete app.ui.failed[message];
  changed();
  const done = await ask(what, { message, ...fields });
  app.ui.busy[message] = app.ui.busy[message].filter((one) => one !== part);
  if (app.ui.busy[message].length === 0) delete app.ui.busy[message];
  if (done.answer?.kind === "did_not_respond") app.ui.failed[message] = true;
  opened(done.answer);
  changed();
}

/** Presses a button. */
export function press(message, customId) {
  return onMessage(message, customId, "presses", { button: customId });
}

/** Chooses in a select. */
export function choose(message, customId, values) {
  return onMessage(message, customId, "selects", { select: customId, values });
}

/** Runs a typed command in a place; until it is answered it stands there as being sent. */
export async function run(place, path, shown, options) {
  const entry = waiting(place, shown);
  return finished(entry, await ask("runs", { channel: place, command: path, options }));
}

/** Runs a command of a message's menu. */
export async function runOn(place, message, command, shown) {
  const entry = waiting(place, shown);
  return finished(entry, await ask("runs_on", { message, command }));
}

function waiting(place, shown) {
  const entry = { id: `pending${++count}`, place, shown, person: app.ui.me, failed: false };
  set({ pending: [...app.ui.pending, entry] });
  return entry;
}

function finished(entry, done) {
  const { answer } = done;
  if (answer?.message) app.ui.answered[answer.message.id] = entry.shown;
  const failed = answer?.kind === "did_not_respond";
  set({
    pending: app.ui.pending.flatMap((one) => {
      if (one.id !== entry.id) return [one];
      return failed ? [{ ...one, failed: true }] : [];
    }),
  });
  opened(answer);
  return done.ok && !failed;
}

/** Takes a failed command away. */
export function forget(id) {
  set({ pending: app.ui.pending.filter((one) => one.id !== id) });
}

/** Submits the form that is open. */
export async function submit(fields) {
  const modal = app.ui.modal;
  set({ modal: { ...modal, busy: true, failed: false } });
  const done = await ask("submits", { modal_of: modal.interaction, fields });
  if (app.ui.modal?.interaction !== modal.interaction) return;
  if (!done.ok || done.answer?.kind === "did_not_respond") {
    set({ modal: { ...modal, busy: false, failed: done.ok ? t("no_response") : done.error } });
    return;
  }
  leave(modal);
  opened(done.answer);
}

/** Closes the form. */
export function leave(modal = app.ui.modal) {
  set({ modal: null });
  // What lies below can take the focus only once it is drawn without the form.
  queueMicrotask(() => { if (modal?.before?.isConnected) modal.before.focus({ preventScroll: true }); });
}
