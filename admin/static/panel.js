// What htmx does not do: keys, drafts, dialogs, and saying that the line is down. Every page works without this file.

const root = document.documentElement;
root.classList.add("has_script");
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

// Dialogs: the link that would open a page of its own opens the dialog instead.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest?.("dialog[open] [data-closes]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// A double click sends a form once; what htmx sends it queues by itself.
const ONE_CLICK_MS = 3000;
const sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - (sentAt.get(form) ?? 0) < ONE_CLICK_MS) event.preventDefault();
  else sentAt.set(form, Date.now());
});

// A dialog that is filled from the server opens once its words are there, so that it never shows those of somebody else.
document.addEventListener("htmx:after:swap", (event) => {
  const { target } = event.detail.ctx;
  if (target?.matches?.("dialog[data-shows]:not([open])")) target.showModal();
});

// Keys that stand alone can be turned off (WCAG 2.1.4).
const areKeysOn = () => localStorage.getItem("keys") !== "off";
const toggle = one("#keys_on");
if (toggle) {
  toggle.checked = areKeysOn();
  toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));
}

function move(step) {
  const rows = all("[data-row]");
  const next = rows.indexOf(document.activeElement) + step;
  (rows[next] ?? (step > 0 ? rows[0] : rows.at(-1)))?.focus();
}

function take() {
  const chosen = document.activeElement;
  if (chosen?.dataset.row === "take") chosen.click();
  else one("[data-row=take]")?.focus();
}

function search() {
  const filters = one("#filters");
  if (filters) filters.open = true;
  one("#filters select, input[type=search]")?.focus();
}

const keys = { j: () => move(1), k: () => move(-1), p: take, "/": search, "?": () => one("#keys")?.showModal() };

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (event.target.form?.id === "reply") event.target.form.requestSubmit();
    return;
  }
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (keys[event.key] && areKeysOn()) {
    event.preventDefault();
    keys[event.key]();
  }
});

// Drafts stay in this tab until they are sent, and go with the session.
const draftOf = (form) => `draft:${form.dataset.case}`;

function bringBackDraft() {
  const form = one("#reply") ?? one("#kept");
  const draft = form && sessionStorage.getItem(draftOf(form));
  const box = form?.querySelector("textarea");
  if (form?.id === "reply" && box.value) sessionStorage.setItem(draftOf(form), box.value);
  if (!draft || box.value) return;
  box.value = draft;
  form.hidden = false;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.id === "reply") sessionStorage.setItem(draftOf(form), form.elements.text.value);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forgets]")) sessionStorage.clear();
});
document.addEventListener("htmx:before:swap", (event) => {
  const form = one("#reply");
  const { ctx } = event.detail;
  if (form && ctx?.sourceElement === form && ctx.response?.status === 200) sessionStorage.removeItem(draftOf(form));
});
document.addEventListener("htmx:after:swap", bringBackDraft);
bringBackDraft();

// The line: what is lost is said at once, and taken back when it is there again.
const lost = document.createElement("div");
lost.className = "alert";
const sayLost = () => {
  const notice = one("#notice");
  lost.textContent = root.dataset.lineIsDown ?? "";
  if (notice && !lost.isConnected) notice.append(lost);
};
document.addEventListener("htmx:sse:error", sayLost);
document.addEventListener("htmx:error", sayLost);
document.addEventListener("htmx:sse:after:connection", () => {
  lost.remove();
  root.classList.add("is_live");
});

// The person sees that somebody writes: at most one call in four seconds, and it does not matter when it gets lost.
const TYPING_EVERY = 4000;
let typed = 0;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (event.target.id !== "reply_text" || !event.target.value || Date.now() - typed < TYPING_EVERY) return;
  typed = Date.now();
  const body = new URLSearchParams({ csrf: form.elements.csrf.value });
  fetch(`/cases/${form.dataset.case}/typing`, { method: "POST", body }).catch(() => {});
});

// A new urgent case, or something new that waits for whoever leads a room: a mark before the title until somebody looks, and a quiet sound where it was switched on.
const MARK = "● ";
const switchOfSound = one("#sound_on");
const urgentOnes = () => new Set(all("#waiting .is_urgent, .rings").map((row) => row.id));
let known = urgentOnes();
let isMarked = false;
const sound = () => {
  const played = new Audio(switchOfSound.dataset.sound);
  played.volume = 0.4;
  played.play().catch(() => {}); // a browser may want a click first
};
const mark = () => {
  if (isMarked && !document.title.startsWith(MARK)) document.title = MARK + document.title;
};
function lookForUrgent() {
  const now = urgentOnes();
  const isNew = [...now].some((id) => !known.has(id));
  known = now;
  if (isNew && switchOfSound.checked) sound();
  isMarked ||= isNew;
  mark();
}
if (switchOfSound) {
  switchOfSound.checked = localStorage.getItem("sound") === "on";
  switchOfSound.addEventListener("change", () => {
    localStorage.setItem("sound", switchOfSound.checked ? "on" : "off");
    if (switchOfSound.checked) sound();
  });
  document.addEventListener("htmx:after:swap", lookForUrgent);
  new MutationObserver(mark).observe(one("title"), { childList: true }); // a swap writes the title after its lists
  for (const sign of ["pointerdown", "keydown", "focusin"]) {
    document.addEventListener(sign, () => {
      isMarked = false;
      document.title = document.title.replace(MARK, "");
    });
  }
}

// Somebody is here while keys or the mouse move; at most once a minute.
let told = Date.now();
function tellWeAreHere() {
  const form = one("#here");
  if (!form || Date.now() - told < 60_000) return;
  told = Date.now();
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => {});
}
for (const sign of ["pointerdown", "pointermove", "keydown"]) document.addEventListener(sign, tellWeAreHere, { passive: true });
