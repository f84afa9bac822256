// The desk: which phones lie on it, the clock, and the switches around them.
// `?phone=NAME` opens (or creates) that person, twice for two phones; `?start=PAYLOAD` is a deep link.

import * as api from "/static/api.js";
import { Phone } from "/static/phone.js";

const NAMES = ["Sam", "Parent", "Voisin", "Voisine", "Ami", "Amie", "École", "Club"];
const FIRST_ID = 7_000_000_001;
const SAM = { first_name: "Sam", language_code: "fr" };
const desk = document.querySelector("[data-testid=desk]");
const query = new URLSearchParams(location.search);
const test = (name) => document.querySelector(`.bench [data-testid="${name}"]`);
const stamp = new Intl.DateTimeFormat("fr", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const phones = [];

async function person(name) {
  const everybody = await api.people();
  const wanted = name.toLowerCase();
  const found = everybody.find((one) => String(one.id) === name || one.first_name.toLowerCase() === wanted);
  if (found) return found;
  const isFirst = everybody.length === 0 && wanted === "sam";
  return api.create(isFirst ? { ...SAM, id: FIRST_ID } : { first_name: name, language_code: "fr" });
}

async function newName() {
  const taken = new Set((await api.people()).map((one) => one.first_name));
  return NAMES.find((name) => !taken.has(name)) ?? `Sam ${taken.size + 1}`;
}

async function open(name, { payload = "", at } = {}) {
  const phone = new Phone(await person(name), { payload, onScreen: tick, onRenew: renew, onLost: lost });
  if (at === undefined) phones.push(phone);
  else phones.splice(at, 1, phone);
  desk.insertBefore(phone.node, desk.children[at ?? desk.children.length] ?? null);
  remember();
  phone.live();
  return phone;
}

async function renew(phone) {
  const at = phones.indexOf(phone);
  const name = await newName();
  phone.stop();
  await open(name, { at });
}

async function lost(phone) {
  const at = phones.indexOf(phone);
  phone.stop();
  if (at >= 0) await open(phone.person.first_name, { at });
}

function remember() {
  const kept = new URLSearchParams();
  for (const phone of phones) kept.append("phone", phone.person.first_name);
  history.replaceState(null, "", `/?${kept}`);
  test("second-phone").setAttribute("aria-pressed", String(phones.length > 1));
}

function tick(screen) {
  const node = document.querySelector("[data-testid=clock]");
  const now = new Date(screen.now * 1000);
  node.textContent = stamp.format(now);
  node.dateTime = now.toISOString();
}

async function secondPhone() {
  if (phones.length > 1) {
    phones.pop().stop();
    return remember();
  }
  return open(await newName());
}

test("second-phone").addEventListener("click", secondPhone);
test("new-person").addEventListener("click", () => renew(phones[0]));
test("reset").addEventListener("click", () => api.reset());
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => api.advance(Number(button.dataset.advance)));
}
test("bench-toggle").addEventListener("click", (event) => {
  const isOpen = document.querySelector(".bench").classList.toggle("is-open");
  event.currentTarget.setAttribute("aria-expanded", String(isOpen));
});

const wanted = query.getAll("phone");
await open(wanted[0] ?? "Sam", { payload: query.get("start") ?? "" });
if (wanted[1]) await open(wanted[1]);
