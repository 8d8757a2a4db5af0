// An answer: a table that can be sorted, where it leads, and the files of it.

const AT_ONCE = 200;
const LONGEST = 15_000;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = ["integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger"];
const OWN = "https://w3id.org/pcad-kg/";
const REPORT = `${OWN}pcad-2021/`;
// Two slashes at the start of a path would name another host.
const LEADING = /^[/\\]+/;
const FILES = {
  rows: [["csv", "CSV"], ["tsv", "TSV"], ["json", "JSON"], ["xml", "XML"]],
  graph: [["ttl", "Turtle"], ["jsonld", "JSON-LD"], ["nt", "N-Triples"], ["rdf", "RDF/XML"]],
};
const TRIPLE =
  /^(<[^>]*>|_:\S+) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) \.$/;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const ESCAPED = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function made(name, className, ...inner) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inner);
  return element;
}

const counted = (count, one, many) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

function unescaped(text) {
  return text.replace(ESCAPE, (_, four, eight, sign) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : ESCAPED[sign] ?? sign);
}

/** A line of N-Triples as a row of three terms. */
function rowOf(line) {
  const found = TRIPLE.exec(line);
  if (!found) return null;
  const [, subject, predicate, iri, blank, words, language, datatype] = found;
  const node = (name) => ({ type: "bnode", value: name });
  const literal = () => ({
    type: "literal", value: unescaped(words), "xml:lang": language, datatype,
  });
  return {
    subject: subject[0] === "<" ? { type: "uri", value: subject.slice(1, -1) } : node(subject),
    predicate: { type: "uri", value: predicate },
    object: iri !== undefined ? { type: "uri", value: iri } : blank ? node(blank) : literal(),
  };
}

/** Where an address of ours is shown on this site; nothing where it is none of ours. */
function pathOf(iri) {
  const start = [REPORT, OWN].find((own) => iri.startsWith(own));
  return start ? `/${iri.slice(start.length).replace(LEADING, "")}` : "";
}

/** An answer's table, of which a part is shown until more is asked for. */
class Table {
  constructor(columns, rows, prefixes) {
    this.columns = columns;
    this.rows = rows;
    this.prefixes = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
    this.sorted = { column: "", way: 1 };
    this.body = made("tbody");
    this.more = made("button", "more-rows");
    this.more.type = "button";
    this.more.addEventListener("click", () => this.grow());
    this.heads = new Map(columns.map((name) => [name, this.head(name)]));
    this.fill();
  }

  get element() {
    const head = made("thead", "", made("tr", "", ...this.heads.values()));
    const caption = made("caption", "out-of-sight", "What the graph answers");
    const table = made("table", "answer", caption, head, this.body);
    const box = made("div", "wide-table", table);
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Answer");
    return made("div", "", box, this.more);
  }

  head(name) {
    const button = made("button", "sorts", name.replaceAll("_", " "));
    button.type = "button";
    button.addEventListener("click", () => this.sort(name));
    const head = made("th", "", button);
    head.scope = "col";
    return head;
  }

  sort(column) {
    const way = this.sorted.column === column ? -this.sorted.way : 1;
    this.sorted = { column, way };
    const order = new Intl.Collator("en-GB", { numeric: true }).compare;
    const value = (row) => row[column]?.value ?? "";
    this.rows.sort((one, other) => way * order(value(one), value(other)));
    for (const [name, head] of this.heads) {
      if (name !== column) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    }
    this.fill();
  }

  fill() {
    this.body.replaceChildren();
    this.grow();
  }

  grow() {
    const from = this.body.children.length;
    const next = this.rows.slice(from, from + AT_ONCE);
    this.body.append(...next.map((row) =>
      made("tr", "", ...this.columns.map((name) => this.cell(row[name])))));
    const left = this.rows.length - from - next.length;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(left, AT_ONCE)} of ${left.toLocaleString("en-GB")} more`;
  }

  cell(term) {
    if (!term) return made("td");
    if (term.type === "uri") return made("td", "", this.link(term.value));
    if (term.type === "bnode") return made("td", "", term.value);
    const kind = (term.datatype ?? "").replace(XSD, "");
    const number = NUMBERS.includes(kind);
    const cell = made("td", number ? "number" : "", term.value);
    const language = term["xml:lang"];
    if (language) cell.lang = language;
    const told = language ? `@${language}` : number || kind === "string" ? "" : this.short(kind);
    if (told) cell.append(" ", made("span", "of", told));
    return cell;
  }

  link(iri) {
    const path = pathOf(iri);
    if (!path && !/^https?:/.test(iri)) return iri;
    const link = made("a", "", this.short(iri));
    link.href = path || iri;
    if (!path) link.rel = "external noreferrer";
    return link;
  }

  short(iri) {
    const found = this.prefixes.find(([, start]) => iri.startsWith(start));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }
}

/** What one query may take, in words, from the line in which the server tells it. */
function limitsIn(line) {
  const told = { seconds: "seconds", rows: "rows", bytes: "MB of answer", memory: "MB of memory" };
  return [...line.matchAll(/(\w+)=([\d.]+)/g)].map(([, name, value]) => {
    const isSize = name === "bytes" || name === "memory";
    const number = isSize ? Math.round(value / 1024 ** 2) : Number(value);
    return `${number.toLocaleString("en-GB")} ${told[name] ?? name}`;
  }).join(", ");
}

/** Links to the files of an answer, which the server writes when asked. */
function files(kind, address) {
  if (address.length > LONGEST) {
    return made("p", "note", "The query is too long for an address; post it to have the answer as a file.");
  }
  const links = FILES[kind].map(([form, name]) => {
    const link = made("a", "", name);
    link.href = `${address}&format=${form}`;
    link.download = `answer.${form}`;
    return made("li", "", link);
  });
  return made("div", "files", made("span", "", "Download: "), made("ul", "", ...links));
}

/** The place of answers and of their number; what it shows gives a line for the status. */
export function answerIn(place, count, prefixes) {
  function put(said, ...parts) {
    count.textContent = said;
    count.hidden = !said;
    place.removeAttribute("aria-busy");
    place.replaceChildren(...parts);
  }

  function show(headers, text, address) {
    const isRows = (headers.get("Content-Type") ?? "").includes("json");
    const data = isRows ? JSON.parse(text) : null;
    if (data && "boolean" in data) {
      const said = data.boolean ? "Yes" : "No";
      put("", made("p", "yes-no", `${said}.`), files("rows", address));
      return said;
    }
    const rows = data ? data.results.bindings : text.split("\n").map(rowOf).filter(Boolean);
    const columns = data ? data.head.vars : ["subject", "predicate", "object"];
    const said = data
      ? counted(rows.length, "row", "rows")
      : counted(rows.length, "triple", "triples");
    const shown = rows.length
      ? new Table(columns, rows, prefixes).element
      : made("p", "empty", "Nothing in the graph fits.");
    put(said, files(data ? "rows" : "graph", address), shown);
    return said;
  }

  function refuse(text, limits) {
    const line = text.trim().replace(/^./u, (first) => first.toUpperCase());
    const parts = [made("p", "", line)];
    if (limits) parts.push(made("p", "note", `One query may take ${limitsIn(limits)}.`));
    put("", made("div", "error", ...parts));
  }

  return {
    show,
    refuse,
    wait: () => place.setAttribute("aria-busy", "true"),
    clear: () => put("", made("p", "empty", "No answer.")),
  };
}
