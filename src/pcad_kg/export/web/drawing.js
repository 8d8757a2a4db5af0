"use strict";
// The drawing that the page carries, and what is found in it. No element is made here.

const drawing = JSON.parse(document.getElementById("drawing").textContent);
const nodes = new Map(drawing.nodes.map((node) => [node.key, node]));
const edges = new Map(drawing.edges.map((edge) => [edge.key, edge]));
const touching = new Map(drawing.nodes.map((node) => [node.key, []]));
for (const edge of drawing.edges) {
  touching.get(edge.source).push(edge);
  if (edge.target !== edge.source) touching.get(edge.target).push(edge);
}

/** The text as it is compared: small letters, no accents, straight quotation marks. */
function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase();
}

// The list's order: by kind as in the legend, then by label with numbers as numbers.
const KINDS = Object.keys(drawing.kinds);
const collator = new Intl.Collator("en", { numeric: true });
const inOrder = [...drawing.nodes].sort(
  (one, other) =>
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
    collator.compare(one.label, other.label),
);

const searched = new Map(
  drawing.nodes.map((node) => [
    node.key,
    {
      label: plain(node.label),
      title: plain(node.title || node.text || ""),
      rest: plain(
        [node.text, node.speaker, node.place, ...(node.agencies ?? [])]
          .filter(Boolean)
          .join("\n"),
      ),
    },
  ]),
);

/** How near a node comes to what was typed, 0 the nearest; -1 where it does not. */
function rank(key, typed, words) {
  const { label, title, rest } = searched.get(key);
  const everywhere = `${label}\n${title}\n${rest}`;
  if (!words.every((word) => everywhere.includes(word))) return -1;
  if (label === typed) return 0;
  if (label.startsWith(typed)) return 1;
  if (label.includes(typed)) return 2;
  return words.every((word) => title.includes(word)) ? 3 : 4;
}

/** The nodes that hold every word typed, the nearest first; all where none was. */
function nodesFound(query) {
  const typed = plain(query).trim();
  if (!typed) return inOrder;
  const words = typed.split(/\s+/);
  return inOrder
    .map((node) => ({ node, at: rank(node.key, typed, words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ node }) => node);
}

/** What the filters leave: two sets of keys, of nodes and of edges. */
function whatIsShown(filters) {
  const ofKind = (key) => !filters.kinds.has(nodes.get(key).kind);
  const edgesShown = drawing.edges.filter(
    (edge) =>
      !filters.looks.has(edge.look) && ofKind(edge.source) && ofKind(edge.target),
  );
  const linked = new Set(edgesShown.flatMap((edge) => [edge.source, edge.target]));
  const nodesShown = drawing.nodes.filter(
    (node) => ofKind(node.key) && (!filters.linked || linked.has(node.key)),
  );
  return {
    nodes: new Set(nodesShown.map((node) => node.key)),
    edges: new Set(edgesShown.map((edge) => edge.key)),
  };
}
