// One message as a bubble. Builds nodes only; it neither asks nor remembers.

import { drawing, icon } from "/static/icons.js";
import { words } from "/static/words.js";

const SVG = "http://www.w3.org/2000/svg";
const hour = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit" });

export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export const clockTime = (seconds) => hour.format(new Date(seconds * 1000));

export function bubble(message, acts) {
  const node = make("div", "bubble");
  if (message.forwarded_from) node.append(make("p", "forwarded", `Transféré de ${message.forwarded_from}`));
  if (message.reply_to) node.append(make("p", "quote", message.reply_to));
  if (message.content) node.append(content(message));
  if (message.text) {
    const text = make("div", "words");
    text.dir = "auto"; // Arabic runs from right to left, as it does in the app
    text.append(words(message.text, message.entities, acts.command));
    node.append(text);
  }
  node.append(meta(message, acts));
  return node;
}

export function buttons(message, acts) {
  const grid = make("div", "buttons");
  for (const row of message.buttons) {
    const line = make("div", "button-row");
    for (const button of row) line.append(key(message, button, acts));
    grid.append(line);
  }
  return grid;
}

function key(message, button, acts) {
  const node = make("button", "key", button.label);
  node.type = "button";
  node.lang = "fr";
  node.dataset.testid = "button";
  if (button.data) node.dataset.callback = button.data;
  if (button.is_busy) {
    node.classList.add("is-busy");
    node.setAttribute("aria-busy", "true");
  }
  node.addEventListener("click", () => {
    if (button.data) acts.tap(message.id, button.data);
    else if (/^https?:/.test(button.url ?? "")) window.open(button.url, "_blank", "noopener,noreferrer");
  });
  return node;
}

function meta(message, acts) {
  const line = make("div", "meta");
  const isOwnText = !message.is_from_bot && message.kind === "text" && !message.forwarded_from;
  if (isOwnText) {
    const edit = make("button", "edit-own", "Modifier");
    edit.type = "button";
    edit.dataset.testid = "edit";
    edit.addEventListener("click", () => acts.edit(message));
    line.append(edit);
  }
  if (message.is_edited) line.append(make("span", "", "modifié"));
  line.append(make("span", "", clockTime(message.at)));
  if (!message.is_from_bot) line.append(ticks(message.is_delivered));
  return line;
}

function ticks(isDelivered) {
  const node = drawing("0 0 18 11", "M1 6l3.5 3.5L12 2");
  node.setAttribute("class", isDelivered ? "ticks is-delivered" : "ticks");
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", isDelivered ? "reçu" : "envoyé");
  const second = document.createElementNS(SVG, "path");
  second.setAttribute("d", "M8.5 9.5L16.5 2");
  second.setAttribute("class", "second");
  node.append(second);
  return node;
}

const CONTENTS = {
  voice: (content) => voice(content),
  audio: (content) => voice(content),
  photo: (content) => photo(content),
  video: () => video(),
  video_note: () => video(),
  sticker: () => sticker(),
  location: () => map(),
  contact: (content) => card("contact", content.first_name, content.phone_number),
  document: (content) => card("document", content.file_name ?? "Document", size(content.file_size)),
  dice: (content) => make("div", "sticker", content.emoji),
  poll: (content) => card("poll", content.question, content.options.map((option) => option.text).join(" · ")),
};

const content = (message) => CONTENTS[message.kind](message.content);
const size = (bytes) => (bytes < 1024 ? `${bytes} octets` : `${Math.round(bytes / 1024)} ko`);

function voice(content) {
  const node = make("div", "voice");
  const play = make("span", "voice-play");
  play.append(drawing("0 0 18 18", "M5 3l10 6-10 6z", "solid"));
  const bars = Array.from({ length: 26 }, (_, n) => 3 + Math.abs(Math.sin(n * 1.7) * 8 + Math.sin(n * 0.6) * 3));
  const path = bars.map((bar, n) => `M${2 + n * 4.5} ${13 - bar}v${bar * 2}`).join("");
  const wave = drawing("0 0 118 26", path);
  wave.setAttribute("class", "wave");
  const seconds = String(content.duration ?? 0).padStart(2, "0");
  node.append(play, wave, make("span", "voice-time", `0:${seconds}`), make("span", "visually-hidden", "Message vocal"));
  return node;
}

function photo(content) {
  const node = make("div", "media");
  const image = make("img");
  image.src = `/sim/files/${content.at(-1).file_id}`;
  image.alt = "Photo";
  node.append(image);
  return node;
}

function video() {
  const node = make("div", "media is-video");
  node.append(drawing("0 0 18 18", "M5 3l10 6-10 6z", "solid"), make("span", "visually-hidden", "Vidéo"));
  return node;
}

function map() {
  const node = make("div", "media is-map");
  node.append(icon("location"));
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", "Position");
  return node;
}

function sticker() {
  const node = make("div", "sticker");
  const image = make("img");
  image.src = "/static/fox.svg";
  image.alt = "Autocollant : un renard";
  node.append(image);
  return node;
}

function card(kind, title, subtitle) {
  const node = make("div", "card");
  const lines = make("div");
  lines.append(make("div", "", title), make("div", "card-sub", subtitle));
  const sign = make("span", "card-mark");
  sign.append(icon(kind));
  node.append(sign, lines);
  return node;
}
