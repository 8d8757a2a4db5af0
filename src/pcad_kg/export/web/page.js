// The page: search, filters, list, picture and details, kept in step with one another.

const at = (id) => document.getElementById(id);
const PAGE = 60;
// A page may keep the network hidden from whoever runs no scripts.
at("network").hidden = false;
const filters = { kinds: new Set(), looks: new Set(), linked: false };
let shown = whatIsShown(filters);
let found = drawing.nodes;
let length = PAGE;
let chosen = null;
const chart = chartIn(at("graph"), (key) => choose(key, false));

/** Chooses an item or a link by its key, or nothing; goes there in the picture if told. */
function choose(key, move = true) {
  chosen = key;
  const edge = edges.get(key);
  const node = nodes.get(key);
  at("intro").hidden = key !== null;
  at("chosen").hidden = key === null;
  if (key !== null) {
    at("chosen").replaceChildren(
      node ? detailsOfNode(node, goTo) : detailsOfEdge(edge, goTo),
    );
    at("details").scrollTop = 0;
    reveal(node ? [node] : [nodes.get(edge.source), nodes.get(edge.target)], edge);
  }
  chart.pick(key, move);
  for (const button of at("list").querySelectorAll("button")) {
    button.toggleAttribute("aria-current", button.dataset.key === key);
  }
  const fragment = key === null ? "" : `#${encodeURI(key)}`;
  if (location.hash !== fragment) location.hash = fragment;
  // Links to other pictures lead to the same item there.
  for (const link of document.querySelectorAll("a[data-follows]")) link.hash = fragment;
  if (key !== null && isNarrow()) at("picture").scrollIntoView({ block: "start" });
  if (key !== null) say(node ? node.label : `link from ${ends(edge).join(" to ")}`);
}

const ends = (edge) => [edge.source, edge.target].map((key) => nodes.get(key).label);

/** Chooses and brings the keyboard to the details. */
function goTo(key) {
  choose(key);
  at("details").focus({ preventScroll: true });
}

/** Lets go of what is chosen; the keyboard goes back to where it came from. */
function letGo() {
  const entry = [...at("list").querySelectorAll("button")].find(
    (button) => button.dataset.key === chosen,
  );
  const isInDetails = at("details").contains(document.activeElement);
  choose(null);
  if (isInDetails) (entry && at("listing").open ? entry : at("search")).focus();
}

const digits = (number) => number.toLocaleString("en-GB");
const isNarrow = () => !matchMedia("(min-width: 62rem)").matches;

/** Shows again what the filters have hidden of what was chosen. */
function reveal(ends, edge) {
  const isHidden = ends.some((node) => !shown.nodes.has(node.key));
  if (!isHidden && (!edge || shown.edges.has(edge.key))) return;
  ends.forEach((node) => filters.kinds.delete(node.kind));
  if (edge) filters.looks.delete(edge.look);
  if (!edge) filters.linked = false;
  refilter();
}

function say(chosenName = "") {
  const total = (some, all, name) =>
    `${some === all ? "" : `${digits(some)} of `}${digits(all)} ${name}${all === 1 ? "" : "s"}`;
  const counts = [
    total(shown.nodes.size, drawing.nodes.length, "item"),
    total(shown.edges.size, drawing.edges.length, "link"),
  ].join(", ");
  at("count").textContent = chosenName ? `${counts} · chosen: ${chosenName}` : counts;
}

function refilter() {
  shown = whatIsShown(filters);
  for (const box of at("filtering").querySelectorAll("fieldset input")) {
    const hidden = filters[box.name].has(box.name === "looks" ? Number(box.value) : box.value);
    box.checked = !hidden;
    box.parentElement.classList.toggle("off", hidden);
  }
  at("linked").checked = filters.linked;
  chart.show(shown);
  search();
  say();
}

function search() {
  const query = at("search").value;
  found = nodesFound(query).filter((node) => shown.nodes.has(node.key));
  length = PAGE;
  chart.mark(query.trim() ? new Set(found.map((node) => node.key)) : null);
  list();
}

/** Where a word stands in a text, with some words around it, marked. */
function snippet(node, query) {
  const word = query.trim().toLowerCase().split(/\s+/)[0];
  const text = [node.title, node.text, node.speaker].find(
    (some) => word && some && some.toLowerCase().includes(word),
  );
  if (!text) return [gist(node)];
  const start = text.toLowerCase().indexOf(word);
  const from = start > 50 ? text.lastIndexOf(" ", start - 40) + 1 : 0;
  const end = start + word.length;
  const tail = text.length > end + 80 ? `${text.slice(end, end + 70)}…` : text.slice(end);
  const before = (from ? "… " : "") + text.slice(from, start);
  return [before, made("mark", "", text.slice(start, end)), tail];
}

function entryOf(node) {
  const says = made("span", "says", ...snippet(node, at("search").value));
  says.dir = "auto";
  const button = made("button", "", headOf(node), says);
  button.type = "button";
  button.dataset.key = node.key;
  button.toggleAttribute("aria-current", node.key === chosen);
  button.addEventListener("click", () => goTo(node.key));
  return made("li", "", button);
}

function list() {
  at("list").replaceChildren(...found.slice(0, length).map(entryOf));
  at("more").hidden = found.length <= length;
  at("found").textContent = `(${digits(found.length)})`;
}

function filterFor(name, value, mark, text, count) {
  const box = made("input", "");
  box.type = "checkbox";
  box.name = name;
  box.value = value;
  box.checked = true;
  box.addEventListener("change", () => {
    if (box.checked) filters[name].delete(value);
    else filters[name].add(value);
    refilter();
  });
  return made("label", "", box, mark, text, made("span", "of", digits(count)));
}

function fillFilters() {
  for (const [kind, look] of Object.entries(drawing.kinds)) {
    const count = drawing.nodes.filter((node) => node.kind === kind).length;
    at("kinds").append(filterFor("kinds", kind, swatchOf(look), look.name, count));
  }
  drawing.looks.forEach((look, index) => {
    const count = drawing.edges.filter((edge) => edge.look === index).length;
    at("looks").append(filterFor("looks", index, strokeOf(look), look.name, count));
  });
}

/** Chooses what the address names after its #; an unknown name chooses nothing. */
function arrive() {
  let key = location.hash.slice(1);
  try {
    key = decodeURIComponent(key);
  } catch {
    key = "";
  }
  const known = nodes.has(key) || edges.has(key) ? key : null;
  if (known !== chosen) choose(known);
}

const KEYS = {
  "ArrowLeft": () => chart.panBy(60, 0),
  "ArrowRight": () => chart.panBy(-60, 0),
  "ArrowUp": () => chart.panBy(0, 60),
  "ArrowDown": () => chart.panBy(0, -60),
  "+": () => chart.zoomBy(1.3),
  "=": () => chart.zoomBy(1.3),
  "-": () => chart.zoomBy(1 / 1.3),
  "0": () => chart.whole(),
  "/": () => at("search").focus(),
};

at("graph").addEventListener("keydown", (event) => {
  const act = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen !== null) letGo();
});
at("search").addEventListener("input", () => {
  if (chosen !== null) choose(null);
  at("listing").open = true;
  search();
});
at("search-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (found.length) goTo(found[0].key);
});
at("linked").addEventListener("change", (event) => {
  filters.linked = event.target.checked;
  refilter();
});
at("all").addEventListener("click", () => {
  filters.kinds.clear();
  filters.looks.clear();
  filters.linked = false;
  refilter();
});
at("more").addEventListener("click", () => {
  length += PAGE;
  list();
});
at("closer").addEventListener("click", () => chart.zoomBy(1.4));
at("farther").addEventListener("click", () => chart.zoomBy(1 / 1.4));
at("whole").addEventListener("click", () => chart.whole());
addEventListener("hashchange", arrive);
addEventListener("beforeprint", () => {
  at("filtering").open = true;
  at("printed").src = chart.picture();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.repaint());

if (isNarrow()) {
  at("filtering").open = false;
  at("listing").open = false;
}
fillFilters();
refilter();
arrive();
