// Notifications: a toast when the person is not looking, and the lock screen where others might read.

import { clockTime, make } from "/static/bubbles.js";

const LOOKING_MS = 20_000;
const TOAST_MS = 6_000;
const date = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long" });

export class Notes {
  constructor(phone) {
    this.phone = phone;
    this.touchedAt = performance.now();
    this.seen = 0;
    this.lastNumber = undefined;
    phone.test("lock").addEventListener("click", () => this.lock());
    phone.test("unlock").addEventListener("click", () => this.unlock());
  }

  touched() {
    this.touchedAt = performance.now();
  }

  lock() {
    this.seen = this.lastNumber ?? 0;
    this.phone.test("lock-screen").hidden = false;
    this.render();
    this.phone.test("unlock").focus();
  }

  unlock() {
    this.seen = this.lastNumber ?? 0;
    this.phone.test("lock-screen").hidden = true;
    this.touched();
    this.phone.test("lock").focus();
  }

  show(screen) {
    this.screen = screen;
    const last = screen.notifications.at(-1)?.number ?? 0;
    const isFirst = this.lastNumber === undefined;
    const fresh = screen.notifications.filter((note) => note.number > (this.lastNumber ?? 0));
    this.lastNumber = Math.max(last, this.lastNumber ?? 0);
    if (isFirst) this.seen = last;
    const isLocked = !this.phone.test("lock-screen").hidden;
    if (!isFirst && !isLocked) fresh.filter((note) => !note.is_silent).forEach((note) => this.toast(note));
    if (isLocked) this.render();
  }

  toast(note) {
    const isLooking = document.hasFocus() && performance.now() - this.touchedAt < LOOKING_MS;
    if (isLooking) return;
    const node = this.node(note, "toast");
    const place = this.phone.part(".toasts");
    place.replaceChildren(node);
    setTimeout(() => node.classList.add("leaving"), TOAST_MS);
    setTimeout(() => node.remove(), TOAST_MS + 300);
  }

  render() {
    const now = new Date(this.screen.now * 1000);
    this.phone.part(".lock-time").textContent = clockTime(this.screen.now);
    this.phone.part(".lock-date").textContent = date.format(now);
    const notes = this.screen.notifications.filter((note) => note.number > this.seen && !note.is_silent);
    const nodes = notes.reverse().map((note) => this.node(note, "notification"));
    const empty = make("p", "lock-empty", "Aucune notification.");
    this.phone.test("lock-notes").replaceChildren(...(nodes.length ? nodes : [empty]));
  }

  node(note, testid) {
    const node = make("div", "note");
    node.dataset.testid = testid;
    const avatar = make("span", "avatar", note.title.slice(0, 1));
    avatar.setAttribute("aria-hidden", "true");
    const title = make("span", "note-title", note.title);
    node.append(avatar, title, make("span", "note-time", clockTime(note.at)), make("span", "note-text", note.preview));
    return node;
  }
}
