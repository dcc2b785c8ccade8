// What stands below and around a message's text: embeds, Components V2, buttons, selects.

import { h } from "./dom.js";
import { app, goTo } from "./store.js";
import { formatted, inline, jump } from "./markdown.js";
import { busy, press } from "./interactions.js";
import { fileAddress, filePart, picture } from "./media.js";
import { selectBox } from "./select.js";
import { say } from "./notices.js";
import { stamp } from "./time.js";
import { t } from "./texts.js";

const STYLES = ["", "primary", "secondary", "success", "danger", "link", "primary"];

function accent(number) {
  return Number.isInteger(number) ? { "border-left-color": `#${number.toString(16).padStart(6, "0")}` } : undefined;
}

/** A message's components from top to bottom. */
export function componentList(message) {
  return message.components.map((one) => component(one, message));
}

function component(one, message) {
  switch (one.type) {
    case 1:
      return h("div", { class: "row", role: "group" }, one.components.map((part) => component(part, message)));
    case 2:
      return button(one, message);
    case 3: case 5: case 6: case 7: case 8:
      return selectBox(one, message);
    case 9:
      return h("div", { class: "section" },
        h("div", { class: "section-texts" }, one.components.map((part) => component(part, message))),
        one.accessory ? h("div", { class: "accessory" }, component(one.accessory, message)) : null);
    case 10:
      return h("div", { class: "text", "data-test": "component-text" }, formatted(one.content));
    case 11:
      return picture(fileAddress(one.media?.url, message), one.description, "thumbnail");
    case 12:
      return h("div", { class: "gallery" }, one.items.map((item) => picture(fileAddress(item.media?.url, message), item.description, item.spoiler ? "veiled" : "")));
    case 13:
      return filePart(fileAddress(one.file?.url, message), one.name ?? nameIn(one.file?.url), one.size);
    case 14:
      return h("hr", { class: `separator${one.divider === false ? " bare" : ""}${one.spacing === 2 ? " wide" : ""}` });
    case 17:
      return h("div", { class: `container${one.accent_color === undefined || one.accent_color === null ? "" : " accented"}`, style: accent(one.accent_color), "data-test": "container" },
        one.components.map((part) => component(part, message)));
    default:
      return null;
  }
}

function nameIn(url) {
  return decodeURIComponent((url ?? "").split("/").at(-1).split("?")[0]);
}

function button(one, message) {
  const waits = busy(message.id, one.custom_id);
  const label = [one.emoji?.name ? h("span", { class: "emoji" }, one.emoji.name, " ") : null, h("span", null, one.label ?? "")];
  if (one.style === 5) {
    const inside = jump(one.url ?? "");
    if (inside) {
      return h("button", {
        type: "button", class: "btn link", disabled: Boolean(one.disabled), "data-test": "button", "data-label": one.label,
        onclick: () => { if (!goTo(inside.channel, inside.message)) say(t("no_access_place"), "wrong"); },
      }, label);
    }
    return h("a", { class: "btn link", href: /^https?:/.test(one.url) ? one.url : null, target: "_blank", rel: "noopener noreferrer nofollow", "data-test": "button", "data-label": one.label }, label, " ↗");
  }
  return h("button", {
    type: "button", class: `btn ${STYLES[one.style] ?? "secondary"}${waits ? " waiting" : ""}`,
    disabled: Boolean(one.disabled), "aria-busy": waits ? "true" : null,
    "data-test": "button", "data-label": one.label, "data-custom-id": one.custom_id,
    onclick: () => press(message.id, one.custom_id),
  }, label, waits ? h("span", { class: "dots", "aria-hidden": "true" }) : null);
}

/** An embed. */
export function embedBox(embed, message) {
  const text = (value, className, tag = "div") => value ? h(tag, { class: className }, formatted(value)) : null;
  const safe = /^https?:/.test(embed.url ?? "") ? embed.url : null;
  const title = embed.title && (safe
    ? h("a", { class: "embed-title", href: safe, target: "_blank", rel: "noopener noreferrer nofollow" }, inline(embed.title))
    : h("div", { class: "embed-title", dir: "auto" }, inline(embed.title)));
  const foot = [embed.footer?.text, embed.timestamp ? stamp(Date.parse(embed.timestamp)) : null].filter(Boolean).join(" • ");
  return h("div", { class: "embed", style: accent(embed.color), "data-test": "embed" },
    embed.author?.name ? h("div", { class: "embed-author", dir: "auto" }, embed.author.name) : null,
    title, text(embed.description, "embed-text"),
    embed.fields?.length ? h("dl", { class: "embed-fields" }, embed.fields.map((field) => h("div", { class: field.inline ? "inline" : "" },
      h("dt", { dir: "auto" }, inline(field.name)), text(field.value, "embed-text", "dd")))) : null,
    embed.image?.url ? picture(fileAddress(embed.image.url, message), "", "") : null,
    embed.thumbnail?.url ? picture(fileAddress(embed.thumbnail.url, message), "", "thumbnail") : null,
    foot ? h("div", { class: "embed-foot", dir: "auto" }, foot) : null);
}

/** Whether a message's text stands in its components. */
export function isV2(message) {
  return (message.flags & 32768) !== 0 || (app.state && message.content === "" && message.components.some((one) => one.type >= 9));
}
