// Labels of one size at any zoom, as on a map: the largest nodes first, none over another.

const LETTERS = 12;
const LABELS = 150;
// A node smaller than this on the screen has a label only where few are in question, or
// where it is one of the largest.
const SMALL = 8;
const FEW = 60;
const LARGEST = 60;

class Labels {
  constructor(cy) {
    this.cy = cy;
    this.bySize = cy.nodes().sort((one, other) => other.data("size") - one.data("size"));
    this.pen = document.createElement("canvas").getContext("2d");
    this.pen.font = `${LETTERS}px system-ui, sans-serif`;
  }

  /** Labels some nodes whatever is in the way, then those of a collection that fit. */
  draw(first, rest) {
    const boxes = new Map();
    const least = rest.nodes().length > FEW ? SMALL : 0;
    first.forEach((node) => this.place(node, boxes, true));
    this.bySize.forEach((node, index) => {
      const isLarge = index < LARGEST || node.renderedHeight() >= least;
      if (isLarge && rest.has(node)) this.place(node, boxes, false);
    });
    this.show(boxes);
  }

  /** Finds a node's label a place within, below or above it, if one is free. */
  place(node, boxes, always) {
    if (boxes.size >= LABELS || boxes.has(node.id()) || !node.visible()) return;
    const taken = [...boxes.values()];
    const places = this.placesOf(node).filter((box) => this.isSeen(box));
    const free = places.find((box) => !taken.some((other) => overlap(box, other)));
    const found = free ?? (always ? places[0] : undefined);
    if (found) boxes.set(node.id(), found);
  }

  placesOf(node) {
    const { x, y } = node.renderedPosition();
    const [width, height] = [node.renderedWidth(), node.renderedHeight()];
    const half = this.pen.measureText(node.data("label")).width / 2 + 3;
    const boxAt = (side, top) => ({
      side,
      left: x - half,
      right: x + half,
      top,
      bottom: top + LETTERS + 4,
    });
    if (2 * half - 5 < width && LETTERS + 4 < height) {
      return [boxAt("center", y - LETTERS / 2 - 2)];
    }
    return [boxAt("bottom", y + height / 2), boxAt("top", y - height / 2 - LETTERS - 4)];
  }

  isSeen({ left, right, top, bottom }) {
    return right > 0 && left < this.cy.width() && bottom > 0 && top < this.cy.height();
  }

  show(boxes) {
    const unit = 1 / this.cy.zoom();
    const margin = { bottom: 2 * unit, top: -2 * unit, center: 0 };
    this.cy.batch(() => {
      this.cy.nodes(".named").forEach((node) => {
        if (!boxes.has(node.id())) node.removeClass("named within").removeStyle();
      });
      for (const [id, { side }] of boxes) {
        const node = this.cy.getElementById(id);
        node.addClass("named").toggleClass("within", side === "center");
        node.style({
          "font-size": LETTERS * unit,
          "text-outline-width": 2.5 * unit,
          "text-valign": side,
          "text-margin-y": margin[side],
          "border-width": (node.hasClass("picked") ? 4 : 0.8) * unit,
        });
      }
    });
  }
}

function overlap(one, other) {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
