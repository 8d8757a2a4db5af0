// The picture: Cytoscape.js on nodes that come with their places.

// From here on lines are plain strokes, and a picture is moved in place of the shapes.
const MANY = 4000;
const MARGIN = 28;
// The largest that a node is on the screen unless one zooms in on it.
const CLOSE = 90;
// How far the zoom goes, as a logarithm, before lines are drawn anew.
const THINNED = 0.3;
// Milliseconds without a key after which what is typed counts as typed.
const PAUSE = 150;
const MOVES = !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The picture in its element; `choose` hears of what is pointed at, or of null. */
function chartIn(container, choose) {
  const many = drawing.edges.length + drawing.nodes.length > MANY;
  const whole = viewOf(drawing.nodes, container.clientWidth, container.clientHeight);
  const cy = cytoscape({
    container,
    elements: elementsOf(many, whole.zoom),
    layout: { name: "preset", fit: false },
    minZoom: whole.zoom / 3,
    maxZoom: whole.zoom * 30,
    ...whole,
    style: styleOf(colours()),
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
    hideEdgesOnViewport: many,
    textureOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
  const chart = new Chart(cy);
  cy.on("tap", (event) => choose(event.target === cy ? null : event.target.data("key")));
  cy.on("mouseover", "node", (event) => chart.point(event.target));
  cy.on("mouseout", "node", () => chart.point(null));
  cy.on("viewport", () => chart.redrawSoon());
  cy.on("resize", () => chart.redrawSoon());
  return chart;
}

/** The zoom and pan at which some nodes fill a picture, none being drawn too large. */
function viewOf(some, width, height) {
  if (!some.length) return { zoom: 1, pan: { x: 0, y: 0 } };
  const span = (of, size, margin) => {
    const from = Math.min(...some.map((node) => of(node) - node.size / 2));
    const to = Math.max(...some.map((node) => of(node) + node.size / 2));
    const room = Math.max(size - 2 * margin, size / 2, 1);
    return { middle: (from + to) / 2, zoom: room / Math.max(to - from, 1), size };
  };
  const across = span((node) => node.x, width, Math.min(2 * MARGIN, width / 10));
  const down = span((node) => node.y, height, MARGIN);
  const largest = Math.max(...some.map((node) => node.size), 1);
  const zoom = Math.min(across.zoom, down.zoom, CLOSE / largest);
  const pan = {
    x: across.size / 2 - across.middle * zoom,
    y: down.size / 2 - down.middle * zoom,
  };
  return { zoom, pan };
}

class Chart {
  constructor(cy) {
    this.cy = cy;
    this.pointed = cy.collection();
    this.picked = cy.collection();
    this.clear = cy.elements();
    this.hits = null;
    this.labels = new Labels(cy);
    this.first = cy.zoom();
    this.thinned = cy.zoom();
    this.timer = 0;
    this.marking = 0;
  }

  shapeOf(key) {
    const node = this.cy.getElementById(`n/${key}`);
    return node.nonempty() ? node : this.cy.getElementById(`e/${key}`);
  }

  /** Leaves only the nodes and edges of two sets of keys. */
  show(shown) {
    const isShown = (shape) =>
      (shape.isNode() ? shown.nodes : shown.edges).has(shape.data("key"));
    this.setClass("gone", this.cy.elements().filter((shape) => !isShown(shape)));
    this.redrawSoon();
  }

  /** Fades all but the nodes found, once typing pauses; null fades nothing. */
  mark(keys) {
    this.hits = keys;
    clearTimeout(this.marking);
    this.marking = setTimeout(() => this.fade(), PAUSE);
  }

  /** Sets an item or a link off, with what it is linked to, and goes there if told. */
  pick(key, move) {
    this.picked = key === null ? this.cy.collection() : this.shapeOf(key);
    this.setClass("picked", this.picked);
    this.setClass("near", this.around().edges());
    this.fade();
    if (move && this.picked.nonempty()) this.goTo(this.around().nodes());
  }

  /** Gives a class to some shapes and takes it from all others that have it. */
  setClass(name, shapes) {
    const before = this.cy.$(`.${name}`);
    this.cy.batch(() => {
      before.difference(shapes).removeClass(name);
      shapes.difference(before).addClass(name);
    });
  }

  /** What is picked with what it touches: a node's links and their far ends. */
  around() {
    return this.picked.closedNeighborhood().union(this.picked.connectedNodes());
  }

  fade() {
    const { cy, picked, hits } = this;
    if (picked.nonempty()) this.clear = this.around();
    else if (hits) this.clear = cy.nodes().filter((node) => hits.has(node.data("key")));
    else this.clear = cy.elements();
    this.setClass("dim", cy.elements().difference(this.clear));
    this.redrawSoon();
  }

  point(node) {
    this.cy.container().style.cursor = node ? "pointer" : "";
    this.pointed = node ?? this.cy.collection();
    this.redrawSoon();
  }

  redrawSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.redraw(), 40);
  }

  redraw() {
    this.labels.draw(this.pointed.union(this.picked.nodes()), this.clear);
    this.thin();
  }

  /** Keeps lines from growing as fast as what they join when one zooms in. */
  thin() {
    const zoom = this.cy.zoom();
    if (Math.abs(Math.log(zoom / this.thinned)) < THINNED) return;
    this.thinned = zoom;
    const share = Math.min(1, (this.first / zoom) ** 0.7);
    this.cy.batch(() => {
      this.cy.edges().forEach((edge) => edge.data("width", edge.data("full") * share));
    });
  }

  /** Goes where some nodes fill the picture. */
  goTo(shapes) {
    const some = shapes.map((node) => nodes.get(node.data("key")));
    this.move(viewOf(some, this.cy.width(), this.cy.height()));
  }

  whole() {
    const shown = drawing.nodes.filter((node) => this.shapeOf(node.key).visible());
    const some = shown.length ? shown : drawing.nodes;
    this.move(viewOf(some, this.cy.width(), this.cy.height()));
  }

  move(target) {
    this.cy.stop();
    this.cy.animate(target, { duration: MOVES ? 300 : 0, easing: "ease-in-out" });
  }

  zoomBy(factor) {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  panBy(x, y) {
    this.cy.panBy({ x, y });
  }

  /** Takes the colours of the page anew, as when it turns dark. */
  repaint(theme = colours()) {
    this.cy.style(styleOf(theme));
    this.redraw();
  }

  /** What is seen of the picture, as an image on white. */
  picture() {
    this.repaint(PRINT);
    const image = this.cy.png({ output: "base64uri", bg: PRINT.paper, scale: 2 });
    this.repaint();
    return image;
  }
}
