// The line to the server: states come over a WebSocket, acts go as requests.

import { app, changed, look, take } from "./store.js";
import { say } from "./notices.js";
import { t } from "./texts.js";

let socket = null;
let tries = 0;

/** Opens the line, and opens it again whenever it is lost, ever more slowly up to 8 s. */
export function open() {
  socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`);
  socket.onopen = () => {
    tries = 0;
    app.link = "open";
    tellLook();
    changed();
  };
  socket.onmessage = (event) => {
    const { state } = JSON.parse(event.data);
    if (state) take(state);
  };
  socket.onclose = () => {
    app.link = "lost";
    changed();
    setTimeout(open, Math.min(8000, 500 * 2 ** tries++));
  };
}

/** Tells the server what this window looks at. */
export function tellLook() {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ look: look() }));
}

async function post(path, type, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "content-type": type }, body });
    return await response.json();
  } catch {
    return { ok: false, error: t("unreachable") };
  }
}

/** Does something; what went wrong is shown and comes back as `ok: false`. */
export async function act(deed, { quiet = false } = {}) {
  const done = await post("/act", "application/json", JSON.stringify(deed));
  if (!done.ok && !quiet) say(done.error ?? t("unreachable"), "wrong");
  return done;
}

/** As the person who sits at the desk. */
export function desk(what, fields, options) {
  return act({ do: what, person: app.ui.me, ...fields }, options);
}

/** As the customer whose phone is shown. */
export function customer(what, fields, options) {
  return act({ do: what, customer: app.ui.customer, number: app.ui.number, ...fields }, options);
}

/** On the company's own phone of the number that is shown, in the chat with that customer. */
export function ownPhone(what, fields) {
  return act({ do: what, own_phone: app.ui.number, customer: app.ui.customer, ...fields });
}

/** Sends a file from the phone that is shown. */
export async function upload(fields, blob) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ customer: app.ui.customer, number: app.ui.number, own_phone: app.ui.ownPhone, size: blob.padded, ...fields })) if (value) query.set(name, value);
  const done = await post(`/phone/upload?${query}`, blob.type || "application/octet-stream", blob);
  if (!done.ok) say(done.error ?? t("unreachable"), "wrong");
  return done;
}

/** A file as it goes into an act, a command's option or a form's field. */
export function packed(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve({
      file: { name: file.name, type: file.type, size: file.padded, base64: reader.result.slice(reader.result.indexOf(",") + 1) },
    });
    reader.readAsDataURL(file);
  });
}
