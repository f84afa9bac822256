// One phone: shows its chat, listens to its person, tells the server.

import * as api from "/static/api.js";
import { clockTime, make } from "/static/bubbles.js";
import { icon } from "/static/icons.js";
import { Log } from "/static/log.js";
import { Notes } from "/static/notes.js";
import { item, sheet } from "/static/sheets.js";

const ATTACHMENTS = [
  ["voice", "Vocal"],
  ["photo", "Photo"],
  ["video", "Vidéo"],
  ["sticker", "Autocollant"],
  ["location", "Position"],
  ["contact", "Contact"],
  ["forward", "Transféré"],
  ["document", "Document"],
];

export class Phone {
  constructor(person, { payload = "", onScreen, onRenew, onLost }) {
    this.person = person;
    this.payload = payload;
    this.onScreen = onScreen;
    this.onLost = onLost;
    this.version = -1;
    this.answers = new Set();
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.node.dataset.phone = person.first_name;
    this.node.dataset.personId = person.id;
    this.node.setAttribute("aria-label", `Téléphone de ${person.first_name}`);
    this.part(".status-name").textContent = person.first_name;
    const acts = {
      tap: (message_id, data) => this.act("tap", { message_id, data }),
      command: (text) => this.write(text),
      edit: (message) => this.beginEdit(message),
    };
    this.log = new Log(this.test("log"), this.part(".scroller"), acts);
    this.notes = new Notes(this);
    this.wire(onRenew);
  }

  part(selector) {
    return this.node.querySelector(selector);
  }

  test(name) {
    return this.part(`[data-testid="${name}"]`);
  }

  async live() {
    this.isAlive = true;
    while (this.isAlive) {
      try {
        const screen = await api.screen(this.person.id, this.version);
        if (screen.is_gone && this.isAlive) return this.onLost(this);
        if (this.isAlive) this.show(screen);
      } catch (error) {
        if (error instanceof api.Unknown) return this.onLost(this);
        this.version = -1;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  stop() {
    this.isAlive = false;
    this.node.remove();
  }

  async act(what, body) {
    this.notes.touched();
    try {
      return await api.act(this.person.id, what, body);
    } catch (error) {
      this.hint(error instanceof api.Unknown ? "Ce n’est plus possible." : "Pas de réponse.");
      return undefined;
    }
  }

  write(text) {
    return this.act("write", { text });
  }

  wire(onRenew) {
    this.test("start").addEventListener("click", () => this.start());
    this.test("unblock").addEventListener("click", () => this.act("unblock"));
    this.test("block").addEventListener("click", () => this.act(this.isBlocked ? "unblock" : "block"));
    this.test("renew").addEventListener("click", () => onRenew(this));
    this.test("cancel-edit").addEventListener("click", () => this.endEdit());
    this.node.addEventListener("pointerdown", () => this.notes.touched());
    this.field = this.test("input");
    this.test("composer").addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("input", () => this.grow());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
      if (event.key === "Escape") this.endEdit();
    });
    sheet(this.test("menu"), this.part("[data-menu]"));
    sheet(this.test("attach"), this.part("[data-attach]"));
    sheet(this.test("commands"), this.part("[data-commands]"));
    for (const [kind, label] of ATTACHMENTS) {
      const choice = item(`attach-${kind}`, () => this.act("send", { kind }));
      choice.append(icon(kind), label);
      this.part("[data-attach]").append(choice);
    }
  }

  async start() {
    const payload = this.payload;
    this.payload = "";
    await this.act("start", { payload });
    this.field.focus();
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    if (this.edited) this.act("edit", { message_id: this.edited, text });
    else this.write(text);
    this.endEdit();
  }

  beginEdit(message) {
    this.edited = message.id;
    this.test("editing").hidden = false;
    this.field.value = message.text;
    this.grow();
    this.field.focus();
  }

  endEdit() {
    this.edited = undefined;
    this.test("editing").hidden = true;
    this.field.value = "";
    this.grow();
  }

  grow() {
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${this.field.scrollHeight}px`);
  }

  show(screen) {
    this.version = screen.version;
    this.isBlocked = screen.is_blocked;
    this.dress(screen.bot);
    this.log.show(screen.messages);
    this.foot(screen);
    this.busy(screen);
    this.replyKeys(screen.reply_keyboard ?? []);
    this.answer(screen.answers);
    this.notes.show(screen);
    this.part(".status-time").textContent = clockTime(screen.now);
    this.onScreen(screen);
  }

  dress(bot) {
    const print = JSON.stringify(bot);
    if (this.dressed === print) return;
    this.dressed = print;
    for (const avatar of this.node.querySelectorAll(".avatar")) avatar.textContent = bot.name.slice(0, 1);
    this.part(".chat-name").textContent = bot.name;
    this.part(".welcome-name").textContent = bot.name;
    this.part(".welcome-text").textContent = bot.description;
    this.part(".welcome-text").hidden = !bot.description;
    const commands = bot.commands.map(({ command, description }) => {
      const choice = item("command", () => this.write(`/${command}`));
      choice.append(make("b", "", `/${command}`), make("small", "", description));
      return choice;
    });
    this.part("[data-commands]").replaceChildren(
      ...(commands.length ? commands : [make("p", "sheet-empty", "Ce robot n’a pas de commandes.")]),
    );
  }

  foot(screen) {
    const needsStart = !screen.is_started || (this.payload && !screen.is_blocked);
    this.test("welcome").hidden = screen.messages.length > 0;
    this.test("unblock").hidden = !screen.is_blocked;
    this.test("start").hidden = !needsStart || screen.is_blocked;
    this.test("composer").hidden = needsStart || screen.is_blocked;
    this.test("block").textContent = screen.is_blocked ? "Débloquer le robot" : "Bloquer le robot";
  }

  busy(screen) {
    clearTimeout(this.busyTimer);
    const isBusy = screen.action !== "";
    const typing = this.test("typing");
    if (isBusy && typing.hidden) requestAnimationFrame(() => this.log.toEnd());
    typing.hidden = !isBusy;
    const state = this.test("state");
    state.textContent = isBusy ? "écrit…" : "robot";
    state.classList.toggle("is-busy", isBusy);
    if (isBusy) this.busyTimer = setTimeout(() => this.busy({ action: "" }), screen.action_left * 1000);
  }

  replyKeys(rows) {
    const print = JSON.stringify(rows);
    if (this.replyPrint === print) return;
    this.replyPrint = print;
    const panel = this.test("reply-keys");
    panel.hidden = rows.length === 0;
    panel.replaceChildren(
      ...rows.map((row) => {
        const line = make("div", "button-row");
        for (const label of row) {
          const key = make("button", "key", label);
          key.type = "button";
          key.dataset.testid = "reply-key";
          key.addEventListener("click", () => this.write(label));
          line.append(key);
        }
        return line;
      }),
    );
  }

  answer(answers) {
    const isFirst = this.answers.size === 0 && answers.length > 1;
    for (const { tap_id, text } of answers) {
      if (this.answers.has(tap_id)) continue;
      this.answers.add(tap_id);
      if (text && !isFirst) this.hint(text);
    }
  }

  hint(text) {
    clearTimeout(this.hintTimer);
    const node = this.test("answer");
    node.textContent = text;
    node.hidden = false;
    this.hintTimer = setTimeout(() => (node.hidden = true), 4000);
  }
}
