// The list of messages on screen, kept in step with what the server shows: arrivals, edits, deletions.
// Only what changed is touched, so that focus and animations survive.

import { bubble, buttons, make } from "/static/bubbles.js";

const day = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long" });

export class Log {
  constructor(node, scroller, acts) {
    this.node = node;
    this.scroller = scroller;
    this.acts = acts;
    this.known = new Map();
  }

  clear() {
    this.known.clear();
    this.node.replaceChildren();
  }

  show(messages) {
    const isAtEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
    const isFirst = this.known.size === 0;
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, entry] of this.known) if (!ids.has(id)) this.leave(id, entry);
    for (const message of messages) this.known.has(message.id) ? this.renew(message) : this.add(message);
    this.days();
    if (isAtEnd) this.toEnd(isFirst ? "instant" : "smooth");
  }

  toEnd(behavior = "smooth") {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  add(message) {
    const node = make("article", "message");
    node.dataset.testid = "message";
    node.dataset.messageId = message.id;
    node.dataset.from = message.is_from_bot ? "bot" : "me";
    node.dataset.at = message.at;
    node.classList.toggle("is-mine", !message.is_from_bot);
    node.classList.toggle("is-bare", message.kind === "sticker" || message.kind === "dice");
    this.known.set(message.id, { node, print: "" });
    this.node.append(node);
    this.renew(message);
  }

  renew(message) {
    const entry = this.known.get(message.id);
    const print = JSON.stringify(message);
    if (entry.print === print) return;
    const isNew = entry.print === "";
    const wasText = entry.text;
    entry.text = message.text;
    entry.print = print;
    entry.node.dataset.kind = message.kind;
    this.fill(entry.node, message);
    if (!isNew && wasText !== message.text) this.flash(entry.node);
  }

  fill(node, message) {
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.callback : undefined;
    node.classList.toggle("has-buttons", message.buttons.length > 0);
    node.replaceChildren(bubble(message, this.acts));
    if (message.buttons.length) node.append(buttons(message, this.acts));
    if (focused) node.querySelector(`[data-callback="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  flash(node) {
    node.classList.remove("is-changed");
    void node.offsetWidth;
    node.classList.add("is-changed");
  }

  leave(id, entry) {
    this.known.delete(id);
    const { node } = entry;
    node.removeAttribute("data-testid");
    node.setAttribute("aria-hidden", "true");
    node.style.setProperty("height", `${node.offsetHeight}px`);
    node.classList.add("is-leaving");
    requestAnimationFrame(() => node.style.setProperty("height", "0"));
    setTimeout(() => node.remove(), 320);
  }

  // Separators are rebuilt only when they move: a screen reader would read them again.
  days() {
    const firsts = new Map();
    for (const node of this.node.querySelectorAll(".message:not(.is-leaving)")) {
      const label = day.format(new Date(Number(node.dataset.at) * 1000));
      if (!firsts.has(label)) firsts.set(label, node);
    }
    for (const old of this.node.querySelectorAll(".day")) {
      const isRight = firsts.get(old.textContent) === old.nextElementSibling;
      if (isRight) firsts.delete(old.textContent);
      else old.remove();
    }
    for (const [label, node] of firsts) node.before(make("p", "day", label));
  }
}
