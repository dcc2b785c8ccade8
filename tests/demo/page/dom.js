// Descriptions of elements, and a patch that changes only what differs, so that focus, scroll
// position and half-typed text survive every redraw. Data becomes text nodes and attributes,
// never markup.

const SVG = new Set(["svg", "path", "circle", "rect"]);
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "muted"]);
const mounted = [];

/**
 * Describes an element. Special props: `key`; `class`; `style` (object, set through the CSSOM);
 * `on…` handlers; `mount(el)` once after insertion; `update(el)` after every patch; `own`, whose
 * children are nobody else's business.
 */
export function h(tag, props, ...children) {
  const list = [];
  flatten(children, list);
  return { tag, props: props ?? {}, children: list, key: props?.key };
}

/** A description that is made anew only when one of `deps` is another value than before. */
export function memo(key, deps, make) {
  return { key, deps, make };
}

function flatten(children, into) {
  for (const child of children) {
    if (Array.isArray(child)) flatten(child, into);
    else if (child === null || child === undefined || child === false || child === true) continue;
    else if (typeof child === "object") into.push(child);
    else into.push({ text: String(child) });
  }
}

/** Makes the content of `root` what `nodes` describe. */
export function draw(root, nodes) {
  const list = [];
  flatten([nodes], list);
  const active = document.activeElement;
  patchChildren(root, root.drawn ?? [], list);
  root.drawn = list;
  // A moved element loses the focus.
  if (active && active !== document.activeElement && active.isConnected && active !== document.body) {
    active.focus({ preventScroll: true });
  }
  for (const run of mounted.splice(0)) run();
}

function create(node) {
  if (node.text !== undefined) {
    node.el = document.createTextNode(node.text);
    return node.el;
  }
  if (node.make) {
    node.inner = node.make();
    node.el = create(node.inner);
    return node.el;
  }
  const el = SVG.has(node.tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", node.tag)
    : document.createElement(node.tag);
  node.el = el;
  if (!node.props.own) patchChildren(el, [], node.children);
  setProps(el, {}, node.props);
  const { mount, update } = node.props;
  if (mount) mounted.push(() => mount(el));
  if (update) mounted.push(() => update(el));
  return el;
}

function patch(old, node) {
  if (node.text !== undefined) {
    node.el = old.el;
    if (old.text !== node.text) node.el.data = node.text;
    return;
  }
  if (node.make) {
    if (node.deps.length === old.deps.length && node.deps.every((d, i) => d === old.deps[i])) {
      node.inner = old.inner;
      node.el = old.el;
      return;
    }
    node.inner = node.make();
    if (same(old.inner, node.inner)) {
      patch(old.inner, node.inner);
      node.el = node.inner.el;
    } else {
      node.el = create(node.inner);
      old.el.replaceWith(node.el);
    }
    return;
  }
  const el = old.el;
  node.el = el;
  if (!node.props.own) patchChildren(el, old.children, node.children);
  setProps(el, old.props, node.props);
  if (node.props.update) mounted.push(() => node.props.update(el));
}

function same(a, b) {
  return a.tag === b.tag && (a.text !== undefined) === (b.text !== undefined)
    && Boolean(a.make) === Boolean(b.make);
}

function keyed(list) {
  const counts = new Map();
  const seen = new Map();
  for (const node of list) {
    const kind = node.text !== undefined ? "#text" : node.tag ?? "#memo";
    let key;
    if (node.key !== undefined) {
      key = `=${node.key}`;
    } else {
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      key = `${kind}#${count}`;
    }
    while (seen.has(key)) key += "'";
    seen.set(key, node);
  }
  return seen;
}

function patchChildren(parent, oldList, newList) {
  if (oldList.length === 0) {
    for (const node of newList) parent.appendChild(create(node));
    return;
  }
  const before = keyed(oldList);
  const after = keyed(newList);
  for (const [key, node] of after) {
    const old = before.get(key);
    if (old && same(old, node)) {
      patch(old, node);
      before.delete(key);
    } else {
      create(node);
    }
  }
  for (const old of before.values()) old.el.remove();
  let at = parent.firstChild;
  for (const node of newList) {
    if (node.el === at) at = at.nextSibling;
    else parent.insertBefore(node.el, at);
  }
}

function setProps(el, old, props) {
  for (const name of Object.keys(old)) {
    if (!(name in props)) setProp(el, name, old[name], undefined);
  }
  for (const name of Object.keys(props)) {
    if (props[name] !== old[name] || PROPERTIES.has(name)) setProp(el, name, old[name], props[name]);
  }
}

function setProp(el, name, old, value) {
  if (name === "key" || name === "mount" || name === "update" || name === "own") return;
  if (name === "class") {
    el.setAttribute("class", value ?? "");
  } else if (name === "style") {
    for (const rule of Object.keys(old ?? {})) if (!(rule in (value ?? {}))) el.style.removeProperty(rule);
    for (const [rule, to] of Object.entries(value ?? {})) el.style.setProperty(rule, to);
  } else if (name.startsWith("on")) {
    const type = name.slice(2);
    el.handlers ??= {};
    if (!(type in el.handlers)) el.addEventListener(type, (event) => el.handlers[type]?.(event));
    el.handlers[type] = value;
  } else if (PROPERTIES.has(name)) {
    const wanted = value ?? (name === "value" ? "" : false);
    if (el[name] !== wanted) el[name] = wanted;
  } else if (value === undefined || value === null || value === false) {
    el.removeAttribute(name);
  } else {
    el.setAttribute(name, value === true ? "" : value);
  }
}

/** `new` with every part of `old` that says the same, so that `===` tells what has changed. */
export function reuse(old, fresh) {
  if (old === fresh || typeof old !== "object" || typeof fresh !== "object" || !old || !fresh) return fresh;
  if (Array.isArray(old) !== Array.isArray(fresh)) return fresh;
  let equal = Object.keys(old).length === Object.keys(fresh).length;
  const byId = Array.isArray(fresh) && fresh[0]?.id !== undefined
    ? new Map(old.map((one) => [one?.id, one])) : null;
  for (const key of Object.keys(fresh)) {
    fresh[key] = reuse(byId ? byId.get(fresh[key]?.id) : old[key], fresh[key]);
    if (fresh[key] !== old[key]) equal = false;
  }
  return equal ? old : fresh;
}

/** Keeps a list at its end, whatever comes or grows, until somebody scrolls up. */
export function stick(el) {
  el.stuck = true;
  const watch = new ResizeObserver(() => follow(el));
  watch.observe(el.firstElementChild);
  watch.observe(el);
  follow(el);
}

/** Goes to the end of a list that is kept there. */
export function follow(el) {
  if (el.stuck) el.scrollTop = el.scrollHeight;
  el.seenAt = el.scrollTop;
}

/** Somebody or something scrolled; true if the list is now kept at its end and was not, or the other way round. */
export function scrolled(el) {
  const before = el.stuck;
  // A list that grew is no longer at its end either, and nobody has moved it.
  if (el.scrollTop < (el.seenAt ?? 0) - 1) el.stuck = false;
  if (el.scrollHeight - el.scrollTop - el.clientHeight < 48) el.stuck = true;
  el.seenAt = el.scrollTop;
  return before !== el.stuck;
}

/** Moves the focus among `selector` inside `box` with arrows, Home and End; true if it did. */
export function roving(event, box, selector, { across = false } = {}) {
  const forward = across ? "ArrowRight" : "ArrowDown";
  const back = across ? "ArrowLeft" : "ArrowUp";
  if (![forward, back, "Home", "End"].includes(event.key)) return false;
  const all = [...box.querySelectorAll(selector)].filter((el) => !el.disabled && el.offsetParent !== null);
  if (all.length === 0) return false;
  const at = all.indexOf(document.activeElement);
  const next = event.key === "Home" ? 0
    : event.key === "End" ? all.length - 1
      : event.key === forward ? Math.min(all.length - 1, at + 1)
        : at < 0 ? all.length - 1 : Math.max(0, at - 1);
  event.preventDefault();
  all[next].focus();
  return true;
}
