// Small menus that open from a button: one at a time, closed by Escape, a choice or a press elsewhere.

import { make } from "/static/bubbles.js";

export function sheet(button, panel) {
  const close = () => {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  button.addEventListener("click", () => {
    const opens = panel.hidden;
    document.dispatchEvent(new Event("close-sheets"));
    panel.hidden = !opens;
    button.setAttribute("aria-expanded", String(opens));
    if (opens) panel.querySelector("button")?.focus();
  });
  panel.addEventListener("click", close);
  document.addEventListener("close-sheets", close);
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    button.focus();
  });
  return close;
}

export function item(testid, act) {
  const node = make("button", "sheet-item");
  node.type = "button";
  node.dataset.testid = testid;
  node.addEventListener("click", act);
  return node;
}
