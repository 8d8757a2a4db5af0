// What is known of an item or of a link. Words become text nodes, never markup.

/** A new element with a class, and texts and elements within; empty ones are left out. */
function made(tag, className, ...within) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...within.filter((part) => part !== null && part !== ""));
  return element;
}

/** Words of the report, in whatever direction their script runs. */
function words(tag, className, text) {
  if (!text) return "";
  const element = made(tag, className, text);
  element.dir = "auto";
  return element;
}

function swatchOf(look) {
  const swatch = made("span", `swatch ${look.shape.replace(" ", "-")}`);
  swatch.style.background = look.colour;
  return swatch;
}

function strokeOf(look) {
  const stroke = made("span", "stroke");
  stroke.style.borderTop = `${Math.max(2, look.width)}px ${look.dash} ${look.colour}`;
  return stroke;
}

/** The label of a node with its shape and colour before it. */
function headOf(node) {
  return made("span", "head", swatchOf(drawing.kinds[node.kind]), words("bdi", "", node.label));
}

const CUT = 110;

function begun(text) {
  return text.length > CUT ? `${text.slice(0, text.lastIndexOf(" ", CUT))} …` : text;
}

/** The first words of a node, by which it is known in a list. */
function gist(node) {
  return begun(node.title || node.text || "");
}

function pairsOf(pairs) {
  const list = made("dl", "");
  for (const [name, value] of pairs) {
    if (value) list.append(made("dt", "", name), words("dd", "", value));
  }
  return list.hasChildNodes() ? list : "";
}

function stepTo(node, choose) {
  const button = made("button", "link", headOf(node), words("span", "says", gist(node)));
  button.type = "button";
  button.addEventListener("click", () => choose(node.key));
  return button;
}

function permalink(key) {
  const link = made("a", "", "Link to this");
  link.href = `#${encodeURI(key)}`;
  return made("p", "place permalink", link);
}

/** The way to all that is known of a node, where its page is told. */
function pageOf(node) {
  if (!node.page) return "";
  const link = made("a", "", "All about ", words("bdi", "", node.label));
  link.href = node.page;
  return made("p", "leads", link);
}

function detailsOfNode(node, choose) {
  const look = drawing.kinds[node.kind];
  const measures = Object.entries(node.measures ?? {}).map(([name, value]) => [
    name,
    String(Number(value.toPrecision(3))),
  ]);
  const doubts = (node.doubts ?? []).map((doubt) => words("li", "", doubt));
  return made(
    "div",
    "",
    made("p", "kind row", swatchOf(look), look.name),
    words("h2", "", node.label),
    words("p", "", node.title),
    words("blockquote", "", node.text),
    words("p", "speaker", node.speaker ? `— ${node.speaker}` : ""),
    words("p", "place", node.place),
    pageOf(node),
    pairsOf([
      ["Evidence", node.grade],
      ["Concerns", (node.agencies ?? []).join("; ")],
    ]),
    doubts.length ? made("h3", "", "What the audit says of it") : "",
    doubts.length ? made("ul", "doubt", ...doubts) : "",
    ...linksOf(node, choose),
    measures.length
      ? made("details", "", made("summary", "", "Measures in this network"), pairsOf(measures))
      : "",
    permalink(node.key),
  );
}

/** The links of a node, under a heading for each direction and kind. */
function linksOf(node, choose) {
  const groups = new Map();
  const place = (edge) => (edge.source === node.key ? 0 : drawing.looks.length) + edge.look;
  const sorted = [...touching.get(node.key)].sort((one, other) => place(one) - place(other));
  for (const edge of sorted) {
    const look = drawing.looks[edge.look];
    const heading = edge.source === node.key ? look.name : look.back;
    if (!groups.has(heading)) groups.set(heading, []);
    groups.get(heading).push(edge);
  }
  return [...groups].flatMap(([heading, group]) => [
    made("h3", "", `${heading} (${group.length})`),
    made("ul", "links", ...group.map((edge) => linkOf(edge, node, choose))),
  ]);
}

function linkOf(edge, from, choose) {
  const other = nodes.get(edge.source === from.key ? edge.target : edge.source);
  const why = made("button", "quiet", "This link");
  why.type = "button";
  why.setAttribute("aria-label", `The link to ${other.label}`);
  why.addEventListener("click", () => choose(edge.key));
  const reason = edge.rationale
    ? words("p", "reason", edge.ground ? `${edge.ground}: ${edge.rationale}` : edge.rationale)
    : "";
  return made("li", "", stepTo(other, choose), reason, why);
}

function detailsOfEdge(edge, choose) {
  const look = drawing.looks[edge.look];
  const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
  return made(
    "div",
    "",
    made("p", "kind row", strokeOf(look), "Link"),
    words("h2", "", `${source.label} → ${target.label}`),
    words("p", "", `${source.label}: ${look.name} ${target.label}`),
    words("p", "rationale", edge.rationale),
    words("blockquote", "", edge.words),
    pairsOf([
      ["Strength", edge.strength],
      ["Ground", edge.ground],
      ["Basis", edge.basis],
      ["Said by", edge.origin],
      ["Shared items", edge.kind === "shares evidence with" ? String(edge.weight) : ""],
    ]),
    made("h3", "", "From"),
    stepTo(source, choose),
    made("h3", "", "To"),
    stepTo(target, choose),
    permalink(edge.key),
  );
}
