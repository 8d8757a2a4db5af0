"use strict";
// The search of a site that has no server. The index is a list of items, each of them
// [path, type, label, title, text, said, line, chapter, agency, role, region, strength].

const FACETS = ["type", "chapter", "agency", "role", "region", "strength"];
const PER_PAGE = 20;
const TYPES = [
  "recommendation", "finding", "table", "row", "figure", "question", "section", "quote",
  "passage", "reference", "acronym", "agency",
];
const KINDS = { row: "tablerow" };

/** A text as it is compared: small letters, no accents, straight quotation marks. */
function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase();
}

const items = (window.searchIndex ?? []).map((row) => ({
  path: row[0],
  label: row[2],
  title: row[3],
  text: row[4],
  line: row[6],
  plainLabel: plain(row[2]).replace(/\s/g, ""),
  plainTitle: plain(row[3]),
  plainText: plain(`${row[3]} ${row[4]} ${row[5]} ${row[2]}`),
  facets: {
    type: [row[1]], chapter: row[7], agency: row[8], role: row[9], region: row[10],
    strength: row[11],
  },
}));

/** What was typed in parts: words, phrases in quotation marks, words to leave out. */
function partsOf(typed) {
  return [...plain(typed).matchAll(/(-?)(?:"([^"]+)"|([^\s"]+))/g)]
    .map(([, sign, phrase, word]) => ({
      isOut: sign === "-",
      text: (phrase ?? word.replace(/\*$/, "")).trim(),
    }))
    .filter((part) => part.text);
}

/** How well an item fits: its label first, then recommendations and findings, words. */
function scoreOf(item, parts, typed) {
  if (item.plainLabel === typed) return 1000;
  let score = 0;
  for (const part of parts) {
    const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(part.text)}`, "gu");
    const times = (item.plainText.match(begins) ?? []).length;
    if (part.isOut) {
      if (times) return 0;
    } else if (times) {
      score += 1 + Math.log(times) + (item.plainTitle.includes(part.text) ? 1 : 0);
    } else {
      return 0;
    }
  }
  const boost = { recommendation: 2, finding: 1.4 }[item.facets.type[0]] ?? 1;
  return (boost * score) / (1 + item.plainText.length / 1500);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function made(name, className, ...inner) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inner);
  return element;
}

/** The file of a page, from here. */
function fileOf(path, root) {
  const [bare, fragment] = path.split("#");
  const inner = bare.replace(/^\/|\/$/g, "");
  const file = `${root}${inner ? `${inner}/` : ""}index.html`;
  return encodeURI(file) + (fragment ? `#${encodeURIComponent(fragment)}` : "");
}

/** Some words of an item around the first that was found, what was found marked. */
function snippetOf(item, parts) {
  const text = item.text || item.title;
  const wanted = parts.filter((part) => !part.isOut).map((part) => part.text);
  const folded = plain(text);
  const first = Math.max(0, Math.min(...wanted.map((w) => folded.indexOf(w)).filter((n) => n >= 0), 1e9) % 1e9);
  const begin = first > 120 ? text.indexOf(" ", first - 90) + 1 : 0;
  const end = text.length > begin + 260 ? text.lastIndexOf(" ", begin + 260) : text.length;
  const shown = text.slice(begin, end);
  const line = made("p", "snippet", begin ? "… " : "");
  if (item.text && item.title) line.prepend(`${item.title} · `);
  let at = 0;
  const same = folded.length === text.length ? folded.slice(begin, end) : shown.toLowerCase();
  const pattern = new RegExp(wanted.map(escaped).join("|") || "$^", "g");
  for (const match of same.matchAll(pattern)) {
    line.append(shown.slice(at, match.index), made("mark", "", shown.slice(match.index, match.index + match[0].length)));
    at = match.index + match[0].length;
  }
  line.append(shown.slice(at), end < text.length ? " …" : "");
  return line;
}

function searchHere(box) {
  const root = box.dataset.root;
  const query = new URLSearchParams(location.search);
  const typed = (query.get("q") ?? "").trim();
  document.getElementById("q").value = typed;
  if (!typed) return;
  const parts = partsOf(typed);
  const named = plain(typed).replace(/\s/g, "").replace(/^t(?=\d)/, "table").replace(/^fig\.?(?=\d)/, "figure");
  const chosen = FACETS.filter((name) => query.get(name));
  const found = items
    .map((item) => ({ item, score: scoreOf(item, parts, named) }))
    .filter(({ item, score }) =>
      score > 0 && chosen.every((name) => item.facets[name].includes(query.get(name))))
    .sort((one, other) =>
      other.score - one.score ||
      TYPES.indexOf(one.item.facets.type[0]) - TYPES.indexOf(other.item.facets.type[0]) ||
      one.item.line - other.item.line);
  const limit = Number(query.get("limit")) || PER_PAGE;
  box.replaceChildren(made("div", "search-page", facetsOf(found, query), hitsOf(found, parts, root, limit, query)));
  box.querySelector("h2").setAttribute("tabindex", "-1");
  document.title = `Search: ${typed}`;
}

const addressOf = (query) => `?${query}`;

function facetsOf(found, query) {
  const section = made("details", "facets", made("summary", "", "Narrow the search"));
  section.open = matchMedia("(min-width: 62rem)").matches;
  FACETS.forEach((name, place) => {
    const counts = new Map();
    for (const { item } of found) {
      for (const value of item.facets[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    if (!counts.size) return;
    const list = made("ul");
    for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1])) {
      const isChosen = query.get(name) === value;
      const next = new URLSearchParams(query);
      next.delete("limit");
      if (isChosen) next.delete(name);
      else next.set(name, value);
      const link = made("a", "", `${value} `, made("span", "count", String(count)));
      link.href = addressOf(next);
      if (isChosen) {
        link.setAttribute("aria-current", "true");
        link.append(made("span", "words", " (chosen; take off)"));
      }
      list.append(made("li", "", link));
    }
    const details = made("details", "", made("summary", "", name[0].toUpperCase() + name.slice(1)), list);
    details.open = place < 3 || query.has(name);
    section.append(details);
  });
  return section;
}

function hitsOf(found, parts, root, limit, query) {
  const shown = found.slice(0, limit);
  const best = found.length > shown.length ? `, the best ${shown.length}` : "";
  const list = made("ol", "hit-list");
  for (const { item } of shown) {
    const kind = item.facets.type[0];
    const mark = made("span", `mark k-${KINDS[kind] ?? kind}`);
    mark.setAttribute("aria-hidden", "true");
    const chip = made("a", "chip", mark, item.label || kind);
    chip.href = fileOf(item.path, root);
    list.append(made("li", "", made("div", "entry-head", chip), snippetOf(item, parts)));
  }
  const hits = made("section", "hits", made("h2", "", `${found.length.toLocaleString("en-GB")} found${best}`), list);
  if (found.length > limit) {
    const next = new URLSearchParams(query);
    next.set("limit", String(limit + PER_PAGE));
    const more = made("a", "button", "Show more");
    more.href = addressOf(next);
    hits.append(made("p", "", more));
  }
  return hits;
}

const results = document.getElementById("search-results");
if (results) searchHere(results);
