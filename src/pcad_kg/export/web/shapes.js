// How nodes and edges look to Cytoscape.js: elements with their data, and the style.

const SHAPES = {
  "box": "rectangle",
  "round box": "round-rectangle",
  "hexagon": "hexagon",
  "diamond": "diamond",
  "ellipse": "ellipse",
  "octagon": "octagon",
  "note": "cut-rectangle",
  "circle": "ellipse",
};
const WIDE = new Set(["box", "round box", "ellipse", "note"]);
const TWO_WAY = new Set(["shares evidence with", "repeats"]);
const PRINT = { paper: "#ffffff", ink: "#1a1d21" };

// Longer labels are cut in the picture; list and details have them whole.
const LONGEST = 26;
// How many points of a line's width are one on the screen when the whole is seen.
const FINE = 0.5;
const BROAD = 0.8;
const SPARSE = 250;

/** The elements of the drawing; `zoom` is the one at which the whole is seen. */
function elementsOf(many, zoom) {
  const pairs = new Map();
  const pairOf = (edge) => [edge.source, edge.target].sort().join("\n");
  for (const edge of drawing.edges) {
    pairs.set(pairOf(edge), (pairs.get(pairOf(edge)) ?? 0) + 1);
  }
  const point = (drawing.edges.length > SPARSE ? FINE : BROAD) / zoom;
  const curveOf = (edge) => (pairs.get(pairOf(edge)) > 1 ? "bezier" : "straight");
  return [
    ...drawing.nodes.map(nodeElement),
    ...drawing.edges.map((edge) =>
      edgeElement(edge, many ? "haystack" : curveOf(edge), point),
    ),
  ];
}

function nodeElement(node) {
  const look = drawing.kinds[node.kind];
  const data = {
    id: `n/${node.key}`,
    key: node.key,
    label:
      node.label.length > LONGEST ? `${node.label.slice(0, LONGEST)}…` : node.label,
    colour: look.colour,
    ink: look.ink,
    shape: SHAPES[look.shape] ?? "ellipse",
    size: node.size,
    width: node.size,
    height: node.size * (WIDE.has(look.shape) ? 0.75 : 1),
    corner: node.size * 0.25,
  };
  return { group: "nodes", data, position: { x: node.x, y: node.y } };
}

function edgeElement(edge, curve, point) {
  const look = drawing.looks[edge.look];
  const share = Math.min(3, Math.max(1, Math.sqrt(edge.weight)));
  const data = {
    id: `e/${edge.key}`,
    key: edge.key,
    source: `n/${edge.source}`,
    target: `n/${edge.target}`,
    colour: look.colour,
    full: look.width * point * share,
    width: look.width * point * share,
    dash: look.dash,
    arrow: TWO_WAY.has(edge.kind) ? "none" : "triangle",
    curve,
  };
  return { group: "edges", data };
}

/** The colours of paper and ink as the page has them now, light or dark. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return {
    paper: style.getPropertyValue("--paper").trim(),
    ink: style.getPropertyValue("--ink").trim(),
  };
}

function styleOf({ paper, ink }) {
  const node = {
    "background-color": "data(colour)",
    "shape": "data(shape)",
    "corner-radius": "data(corner)",
    "width": "data(width)",
    "height": "data(height)",
    "border-width": 0.6,
    "border-color": ink,
    "border-opacity": 0.6,
    "font-family": "system-ui, sans-serif",
    "color": ink,
    "text-outline-color": paper,
  };
  const edge = {
    "line-color": "data(colour)",
    "target-arrow-color": "data(colour)",
    "target-arrow-shape": "data(arrow)",
    "arrow-scale": 0.5,
    "width": "data(width)",
    "line-style": "data(dash)",
    "curve-style": "data(curve)",
    "haystack-radius": 0.3,
    "opacity": 0.55,
  };
  return [
    { selector: "node", style: node },
    { selector: "edge", style: edge },
    { selector: "node.dim", style: { opacity: 0.12 } },
    { selector: "edge.dim", style: { opacity: 0.05 } },
    { selector: "edge.near", style: { "opacity": 1, "z-index": 5 } },
    { selector: "node.named", style: { "label": "data(label)", "z-index": 8 } },
    {
      selector: "node.within",
      style: { "color": "data(ink)", "text-outline-opacity": 0 },
    },
    { selector: "node.picked", style: { "border-opacity": 1, "z-index": 9 } },
    { selector: "edge.picked", style: { "opacity": 1, "z-index": 9 } },
    { selector: ".gone", style: { display: "none" } },
  ];
}
