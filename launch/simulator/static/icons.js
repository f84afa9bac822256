// Line drawings, so that nothing depends on the emoji a machine has.

const SVG = "http://www.w3.org/2000/svg";

export const PATHS = {
  voice: "M12 3.5a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  photo: "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3.5 17l5-5 4 4 3-3 5 5M15.5 9.5h.01",
  video: "M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zM16 11l5.5-3.5v9L16 13",
  sticker: "M20.5 13a8.5 8.5 0 1 0-7.5 7.5zM20.5 13c-4 0-7.5 2-7.5 7.5M9 10h.01M14.5 10h.01M9 13.5c1 1 2 1.300 3 1.200",
  location: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 4-6 7.5-6s6.700 2 7.5 6",
  forward: "M13.5 6l6 6-6 6M19 12h-8c-4 0-6.5 2-6.5 6",
  document: "M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM13.5 3.5V9h5M8.5 13h7M8.5 16.5h5",
  poll: "M5 20V11M12 20V4M19 20v-6",
};

export function drawing(box, path, className) {
  const node = document.createElementNS(SVG, "svg");
  node.setAttribute("viewBox", box);
  node.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  if (className) line.setAttribute("class", className);
  node.append(line);
  return node;
}

export const icon = (kind) => drawing("0 0 24 24", PATHS[kind]);
