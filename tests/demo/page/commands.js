// Slash commands while they are typed: which there are, their options as chips, what completes them.

import { app, changed } from "./store.js";
import { act, packed } from "./live.js";
import { run } from "./interactions.js";
import { say } from "./notices.js";
import { named, samplePdf, samplePicture } from "./samples.js";
import { sampleFilm } from "./samples-moving.js";
import { folded } from "./select.js";
import { t } from "./texts.js";

const CALM = 220;
/** Files for options that take one: what they are called here, their kind, how they are made. */
const SAMPLES = [
  ["sample_picture", "picture", async () => named(await samplePicture(), "foto.png")],
  ["sample_document", "document", () => named(samplePdf(), "comprovante.pdf")],
  ["sample_film", "video", async () => {
    const film = await sampleFilm();
    return film && named(film, "video.mp4");
  }],
];
/** The command being filled in, by person and place. */
const lines = new Map();
let asked = 0;

/** A name or description in the language of whoever sits there. */
function local(thing, what) {
  const locale = app.state.people.find((one) => one.id === app.ui.me)?.locale;
  return thing[`${what}_localizations`]?.[locale] ?? thing[what] ?? "";
}

/** Every command that can be typed here, subcommands one by one. */
export function allCommands() {
  const out = [];
  const walk = (path, shown, thing, description) => {
    const options = Array.isArray(thing.options) ? thing.options : [];
    const inner = options.filter((one) => one.type === 1 || one.type === 2);
    if (inner.length === 0) out.push({ path, shown, description, options });
    for (const one of inner) walk(`${path} ${one.name}`, `${shown} ${local(one, "name")}`, one, local(one, "description"));
  };
  for (const command of app.state.commands) if (command.kind === 1) walk(command.name, command.shown, command, command.description);
  return out.sort((a, b) => a.shown.localeCompare(b.shown));
}

/** The commands that `/typed` may become. */
export function matching(typed) {
  const wanted = folded(typed.slice(1)).trim();
  const all = allCommands();
  const first = all.filter((one) => folded(one.shown).startsWith(wanted) || one.path.startsWith(wanted));
  const rest = all.filter((one) => !first.includes(one) && folded(one.shown).includes(wanted));
  return [...first, ...rest];
}

/** The command line of a place, if one is being filled in. */
export function lineOf(place) {
  return lines.get(`${app.ui.me}/${place}`) ?? null;
}

/** Begins a command line. */
export function begin(place, command) {
  const line = { ...command, place, chips: [], focus: null, rows: [], active: 0, loading: false, failed: false, wrong: null };
  lines.set(`${app.ui.me}/${place}`, line);
  for (const option of command.options.filter((one) => one.required)) addChip(line, option);
  if (line.chips.length > 0) line.focus = line.chips[0].option.name;
  changed();
  return line;
}

/** Gives a command line up. */
export function drop(place) {
  lines.delete(`${app.ui.me}/${place}`);
  changed();
}

/** Options that have no chip yet. */
export function spare(line) {
  return line.options.filter((one) => !line.chips.some((chip) => chip.option.name === one.name));
}

/** Puts an option into the line. */
export function addChip(line, option) {
  line.chips.push({ option, label: local(option, "name"), hint: local(option, "description"), text: "", value: undefined });
  line.focus = option.name;
  line.wrong = null;
  changed();
}

/** Takes an option out of the line. */
export function dropChip(line, name) {
  line.chips = line.chips.filter((one) => one.option.name !== name);
  line.rows = [];
  line.focus = line.chips.at(-1)?.option.name ?? null;
  changed();
}

/** Whether rows are offered for this kind of option. */
export function offers(option) {
  return Boolean(option.autocomplete || option.choices?.length || (option.type >= 5 && option.type <= 9));
}

/** Somebody types in an option: what is offered follows. */
export function typed(line, chip, text) {
  chip.text = text;
  chip.value = undefined;
  line.wrong = null;
  suggest(line, chip);
}

/** Asks for what may stand in an option, or finds it here. */
export function suggest(line, chip) {
  line.active = 0;
  line.failed = false;
  const { option } = chip;
  const mine = ++asked;
  if (!option.autocomplete) {
    const wanted = folded(chip.text);
    line.rows = fixedRows(option).filter((row) => folded(row.name).includes(wanted)).slice(0, 25);
    line.loading = false;
    changed();
    return;
  }
  line.loading = true;
  changed();
  setTimeout(async () => {
    if (mine !== asked) return;
    const done = await act({ do: "completes", person: app.ui.me, channel: line.place, command: line.path, options: values(line), focused: option.name }, { quiet: true });
    if (mine !== asked) return;
    line.loading = false;
    line.failed = !done.ok;
    line.rows = done.choices ?? [];
    changed();
  }, chip.text === "" ? 0 : CALM);
}

function fixedRows(option) {
  const { state } = app;
  if (option.choices?.length) return option.choices.map((one) => ({ name: local(one, "name"), value: one.value }));
  const users = () => Object.entries(state.users).map(([value, name]) => ({ name: `@${name}`, value }));
  const roles = () => Object.entries(state.roles).map(([value, role]) => ({ name: `@${role.name}`, value }));
  switch (option.type) {
    case 5: return [{ name: t("yes"), value: true }, { name: t("no"), value: false }];
    case 6: return users();
    case 7: return state.channels.filter((one) => !one.thread).map((one) => ({ name: `#${one.name}`, value: one.id }));
    case 8: return roles();
    case 9: return [...users(), ...roles()];
    case 11: return SAMPLES.map(([text, value, make]) => ({ name: t(text), value, make }));
    default: return [];
  }
}

/** Puts an offered row into the option. */
export async function pick(line, chip, row) {
  asked++;
  if (row.make) {
    quietRows(line);
    const made = await row.make();
    if (made) await file(line, chip, made);
    else say(t("cannot_record"), "wrong");
    return;
  }
  chip.text = row.name;
  chip.value = row.value;
  line.rows = [];
  line.loading = false;
  changed();
}

/** Closes what is offered. */
export function quietRows(line) {
  asked++;
  line.rows = [];
  line.loading = false;
  line.failed = false;
  changed();
}

function values(line) {
  const out = {};
  for (const chip of line.chips) {
    if (chip.value !== undefined) out[chip.option.name] = chip.value;
    else if (chip.text !== "" || chip.option.name === line.focus) out[chip.option.name] = chip.text;
  }
  return out;
}

/** Puts a file into the option. */
export async function file(line, chip, chosen) {
  chip.text = chosen.name;
  line.rows = [];
  chip.value = await packed(chosen);
  changed();
}

/** Sends the command line, unless something that it needs is missing. */
export async function send(line) {
  const missing = line.chips.find((chip) => chip.option.required && chip.value === undefined && chip.text === "");
  if (missing) {
    line.focus = missing.option.name;
    line.wrong = t("option_required", { name: missing.label });
    changed();
    return false;
  }
  const options = {};
  for (const chip of line.chips) {
    const value = chip.value ?? (offers(chip.option) && !chip.option.autocomplete ? onlyRow(chip) : chip.text);
    if (value !== "") options[chip.option.name] = value;
  }
  drop(line.place);
  run(line.place, line.path, line.shown, options);
  return true;
}

function onlyRow(chip) {
  const wanted = folded(chip.text);
  const rows = fixedRows(chip.option).filter((row) => folded(row.name) === wanted || folded(row.name) === `@${wanted}` || folded(row.name) === `#${wanted}`);
  return rows.length === 1 ? rows[0].value : chip.text;
}
