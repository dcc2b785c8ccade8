// What customers send beyond words and files, ready-made in the page's language.

import { t } from "./texts.js";

/** A place with its address. */
export const PLACE = { latitude: -23.5614, longitude: -46.6559, name: "MASP", address: "Av. Paulista, 1578" };

/** Somebody's card. */
export const CARD = { name: "João Souza", phone: "+55 11 98888-0001" };

/** What is ordered from the catalogue. */
export const ORDER = [
  { product: "sofá-azul", quantity: 1, price: 2499.9, currency: "BRL" },
  { product: "almofada", quantity: 4, price: 39.5, currency: "BRL" },
];

/** The product that a question is about. */
export const PRODUCT = "sofá-azul";

/** What WhatsApp tells no business: each has a text `other_…`. */
export const UNTOLD = ["live_location", "poll_creation", "event_creation"];

/** What no program knows yet; it has such a text, too. */
export const NEWEST = "hologram";

/** The advertisement through which somebody came. */
export function AD() {
  return {
    source_type: "ad", source_id: "120226305854810726", source_url: "https://loja.example/anuncio", media_type: "image",
    headline: t("ad_headline"), body: t("ad_body"), ctwa_clid: "demo",
  };
}

/** A phone number and an id that nobody has yet. */
export function freshNumber() {
  const digits = (count) => Array.from(crypto.getRandomValues(new Uint8Array(count)), (one) => one % 10).join("");
  return { phone: `55119${digits(8)}`, user_id: freshId() };
}

/** A business-scoped id that nobody has yet. */
export function freshId() {
  return `BR.${Array.from(crypto.getRandomValues(new Uint8Array(14)), (one) => (one % 9) + 1).join("")}`;
}
