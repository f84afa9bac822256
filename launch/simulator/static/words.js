// A text and its entities as DOM nodes. Offsets count UTF-16 units, exactly as JavaScript strings do.

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

export function words(text, entities, onCommand) {
  const root = document.createDocumentFragment();
  fill(root, { text, start: 0, end: text.length, entities: [...entities], onCommand });
  return root;
}

function fill(parent, span) {
  let position = span.start;
  const rest = span.entities
    .filter((entity) => entity.offset >= span.start && entity.offset + entity.length <= span.end)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  while (rest.length) {
    const entity = rest.shift();
    const end = entity.offset + entity.length;
    if (entity.offset < position) continue;
    parent.append(span.text.slice(position, entity.offset));
    const inner = rest.filter((other) => other.offset >= entity.offset && other.offset + other.length <= end);
    const node = element(entity, span.text.slice(entity.offset, end), span.onCommand);
    fill(node, { ...span, start: entity.offset, end, entities: inner });
    parent.append(node);
    position = end;
  }
  parent.append(span.text.slice(position, span.end));
}

function element(entity, shown, onCommand) {
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "bot_command") return command(shown, onCommand);
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? shown);
  return document.createElement(TAGS[entity.type] ?? "span");
}

function spoiler() {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "spoiler";
  node.setAttribute("aria-label", "Texte masqué, toucher pour le lire");
  node.addEventListener("click", () => {
    node.classList.add("is-open");
    node.removeAttribute("aria-label");
  });
  return node;
}

function command(shown, onCommand) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "command";
  node.addEventListener("click", () => onCommand(shown));
  return node;
}

function link(address) {
  const node = document.createElement("a");
  if (/^(https?|tel|mailto):/.test(address)) node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}
