// The form that a template's button opens on a phone: filled in and sent by whoever holds it.

import { h } from "./dom.js";
import { app } from "./store.js";
import { customer, packed } from "./live.js";
import { closePop, openPop } from "./pop.js";
import { named, samplePicture } from "./samples.js";
import { t } from "./texts.js";

/** Opens the form of a message beside the button that was pressed. */
export function openForm(one, anchor) {
  const send = async (event) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    closePop();
    await customer("fills_in", { message: one.id, answers: answers(filled), files: await files(filled) });
  };
  openPop({
    name: "phone-form", anchor, role: "dialog", label: t("form"), className: "phone-form", end: true,
    render: () => h("form", { onsubmit: send },
      h("label", null, field("form_name"), h("input", { class: "field", type: "text", name: "name", required: true, maxlength: 80, dir: "auto", autocomplete: "off", "data-test": "form-name", mount: (el) => { el.value = holder(); } })),
      h("fieldset", null, h("legend", null, field("form_day")), ["saturday", "sunday"].map((day) => tick("day", t(day), t(day)))),
      tick("delivery", "yes", field("form_delivery")),
      tick("photo", "yes", field("form_photo")),
      h("button", { type: "submit", class: "btn primary", "data-test": "form-send" }, t("send"))),
  });
}

function holder() {
  return app.state.customers.find((one) => one.key === app.ui.customer)?.name ?? "";
}

/** A field's name as people read it: the answers have it in the form in which programs write names. */
function field(key) {
  return h("span", { class: "field-name" }, t(key).replaceAll("_", " "));
}

function tick(name, value, label) {
  return h("label", { class: "tick-line" }, h("input", { type: "checkbox", name, value, "data-test": `form-${name}`, "data-value": value }), label);
}

/** A ready-made picture, where one is wanted. */
async function files(filled) {
  if (!filled.has("photo")) return {};
  const picked = await packed(named(await samplePicture(), "sala.png"));
  return { [t("form_photo")]: picked.file };
}

function answers(filled) {
  return { [t("form_name")]: filled.get("name"), [t("form_day")]: filled.getAll("day"), [t("form_delivery")]: filled.has("delivery"), flow_token: "unused" };
}
