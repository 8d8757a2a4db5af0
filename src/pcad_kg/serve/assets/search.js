"use strict";
// The search of a site that has no server. The index is a list of items, each of them
// [path, type, label, title, text, said, line, chapter, agency, role, region, strength,
// place, the place's path]. It finds and ranks much as the server does: words by their
// stems, phrases in quotation marks as they are written, starts of words by a star.

const FACETS = ["type", "chapter", "agency", "role", "region", "strength"];
const PER_PAGE = 20;
const TYPES = [
  "recommendation", "finding", "table", "row", "figure", "question", "section", "quote",
  "passage", "reference", "acronym", "agency",
];
const KINDS = { row: "tablerow" };
// Their labels say of them only what they are and their line.
const BY_LINE = ["quote", "passage", "question"];
// A hit in a label or a title counts more than one in the words.
const WEIGHTS = { label: 8, title: 4, text: 1, said: 0.25 };
const BOOSTS = { recommendation: 2, finding: 1.4 };
const IN_A_ROW = 2;
const WORD = /[\p{L}\p{N}]+/gu;
// "employed" and "employment" have one stem, which Porter's rules make two of.
const STEM_IN_Y = /^(\p{L}*[aeiou]y)(?:s|ed|ing|ments?)?$/u;

/** A text as it is compared: small letters without accents. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => folded(text).match(WORD) ?? [];

const known = new Map();
function stemmed(word) {
  if (!known.has(word)) known.set(word, stemOf(word));
  return known.get(word);
}

/** Words between single spaces, so that whole words are found in them. */
const spaced = (words) => ` ${words.join(" ")} `;

function columnOf(text) {
  const words = wordsOf(text);
  return { exact: spaced(words), stems: spaced(words.map(stemmed)), length: words.length };
}

function itemOf(row) {
  const [path, type, label, title, text, said, line] = row;
  const own = { label: type === "section" ? "" : label, title, text, said };
  if (BY_LINE.includes(type)) own.label = label.split(" ").pop();
  const columns = Object.keys(WEIGHTS).map((name) => [WEIGHTS[name], columnOf(own[name])]);
  return {
    path, label, title, text, line, columns,
    speaker: type === "quote" ? said : "",
    plainLabel: folded(label).replace(/\s/g, ""),
    length: columns.reduce((sum, [, column]) => sum + column.length, 0),
    facets: {
      type: [type], chapter: row[7], agency: row[8], role: row[9], region: row[10],
      strength: row[11],
    },
    place: row[12],
    placePath: row[13],
  };
}

/** What is looked for, of a word in any of its forms: which stems, or which words. */
function wanted(text, form) {
  const words = wordsOf(text);
  if (form === "start") {
    const start = words.pop();
    return { where: "exact", texts: [spaced(words).trimEnd() + ` ${start}`] };
  }
  if (form === "phrase") return { where: "exact", texts: [spaced(words)] };
  const [, stem] = (words.length === 1 && words[0].match(STEM_IN_Y)) || [];
  const alike = stem ? [words, [`${stem}s`], [`${stem}ment`]] : [words];
  return { where: "stems", texts: [...new Set(alike.map((kin) => spaced(kin.map(stemmed))))] };
}

/** What was typed in parts: words, phrases, starts of words, and what to leave out. */
function partsOf(typed) {
  const straight = typed.replace(/[“”„«»]/g, '"');
  return [...straight.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)]
    .map(([, sign, phrase, word]) => {
      const text = phrase ?? word.replace(/\*+$/, "");
      const form = phrase !== undefined ? "phrase" : word.endsWith("*") ? "start" : "word";
      return { isOut: sign === "-", text, form, ...wanted(text, form) };
    })
    .filter((part) => wordsOf(part.text).length);
}

function timesIn(text, sought) {
  let times = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) times += 1;
  return times;
}

/** How often an item has a part, by the weight of where it stands. */
function weightOf(item, part) {
  let sum = 0;
  for (const [weight, column] of item.columns) {
    for (const text of part.texts) sum += weight * timesIn(column[part.where], text);
  }
  return sum;
}

/** Each item that has all parts and none that is left out, with how well it fits. */
function scored(items, parts) {
  const asked = parts.filter((part) => !part.isOut);
  const average = items.reduce((sum, item) => sum + item.length, 0) / items.length;
  const weights = asked.map((part) => items.map((item) => weightOf(item, part)));
  const rarity = weights.map((column) => {
    const having = column.filter(Boolean).length;
    return Math.max(1e-6, Math.log((items.length - having + 0.5) / (having + 0.5)));
  });
  const isPlain = asked.length > 1 && asked.every((part) => part.form === "word");
  const row = isPlain && wanted(asked.map((part) => part.text).join(" "), "phrase");
  const out = parts.filter((part) => part.isOut);
  return items.flatMap((item, place) => {
    const own = weights.map((column) => column[place]);
    if (!asked.length || !own.every(Boolean)) return [];
    if (out.some((part) => weightOf(item, part))) return [];
    const base = 1.2 * (0.25 + (0.75 * item.length) / average);
    const score = own.reduce((sum, n, at) => sum + (rarity[at] * n * 2.2) / (n + base), 0);
    const boost = (BOOSTS[item.facets.type[0]] ?? 1) * (row && weightOf(item, row) ? IN_A_ROW : 1);
    return [{ item, score: boost * score }];
  });
}

function made(name, className, ...inner) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inner);
  return element;
}

/** What only the eye needs, kept from what is read aloud. */
function unspoken(element) {
  element.setAttribute("aria-hidden", "true");
  return element;
}

/** The file of a page, from here. */
function fileOf(path, root) {
  const [bare, fragment] = path.split("#");
  const inner = bare.replace(/^\/|\/$/g, "");
  const file = `${root}${inner ? `${inner}/` : ""}index.html`;
  return encodeURI(file) + (fragment ? `#${encodeURIComponent(fragment)}` : "");
}

/** Where words that were found stand in a text, as pairs of begin and end. */
function placesIn(text, parts) {
  const words = [...text.matchAll(WORD)].map((match) => ({
    begin: match.index,
    end: match.index + match[0].length,
    word: folded(match[0]),
  }));
  const sought = parts.filter((part) => !part.isOut).flatMap((part) =>
    part.texts.map((wantedText) => ({ ...part, words: wantedText.trim().split(" ") })));
  const fits = (one, word, part, isLast) => {
    if (part.where === "stems") return stemmed(word) === one;
    return part.form === "start" && isLast ? word.startsWith(one) : word === one;
  };
  return words.flatMap(({ begin }, at) => {
    const found = sought.find((part) => part.words.every((one, n) =>
      words[at + n] && fits(one, words[at + n].word, part, n === part.words.length - 1)));
    return found ? [[begin, words[at + found.words.length - 1].end]] : [];
  });
}

/** Some words of an item around the first that was found, what was found marked. */
function snippetOf(item, parts) {
  const text = item.text || item.title;
  const places = placesIn(text, parts);
  const first = places.length ? places[0][0] : 0;
  const begin = first > 120 ? text.indexOf(" ", first - 90) + 1 : 0;
  const end = text.length > begin + 260 ? text.lastIndexOf(" ", begin + 260) : text.length;
  const line = made("p", "snippet", begin ? "… " : "");
  if (item.text && item.title) line.prepend(...marked(item.title, placesIn(item.title, parts)), " · ");
  const within = places.filter(([from, to]) => from >= begin && to <= end);
  line.append(...marked(text.slice(begin, end), within.map(([a, b]) => [a - begin, b - begin])));
  if (end < text.length) line.append(" …");
  return line;
}

function marked(text, places) {
  const pieces = [];
  let at = 0;
  for (const [from, to] of places) {
    if (from < at) continue;
    pieces.push(text.slice(at, from), made("mark", "", text.slice(from, to)));
    at = to;
  }
  return [...pieces, text.slice(at)];
}

const addressOf = (query) => `?${query}`;

function searchHere(box) {
  const root = box.dataset.root;
  const names = JSON.parse(box.dataset.names);
  const query = new URLSearchParams(location.search);
  const typed = (query.get("q") ?? "").trim();
  document.getElementById("q").value = typed;
  if (!typed) return;
  const items = (window.searchIndex ?? []).map(itemOf);
  const parts = partsOf(typed);
  const named = folded(typed).replace(/\s/g, "").replace(/^t(?=\d)/, "table").replace(/^fig\.?(?=\d)/, "figure");
  const chosen = FACETS.filter((name) => query.get(name));
  const byLabel = items.filter((item) => item.plainLabel === named).slice(-1);
  const inFull = byLabel.length ? scored(items, partsOf(`"${byLabel[0].label}"`)) : [];
  const scores = new Map([
    ...inFull.map(({ item, score }) => [item, score]),
    ...scored(items, parts).map(({ item, score }) => [item, score]),
    ...byLabel.map((item) => [item, Infinity]),
  ]);
  const rank = (item) => TYPES.indexOf(item.facets.type[0]);
  const rounded = (item) => Math.round(10 * scores.get(item));
  const found = [...scores.keys()]
    .filter((item) => chosen.every((name) => item.facets[name].includes(query.get(name))))
    .sort((one, other) =>
      (rounded(other) - rounded(one) || 0) || rank(one) - rank(other) || one.line - other.line);
  const limit = Number(query.get("limit")) || PER_PAGE;
  const hits = hitsOf(found, parts, root, limit, query);
  const page = found.length
    ? made("div", "search-page", facetsOf(found, query, names), hits)
    : made("div", "search-page nothing", hits);
  box.replaceChildren(...chosenOf(chosen, query, names), page);
  document.title = document.title.replace(/^[^·]*/, `Search: ${typed} `);
}

const nameOf = (names, facet, value) => names[facet]?.[value] ?? value;
/** Where a chapter stands in the report. */
const placeOf = (chapter) =>
  ({ front: 0, summary: 0.5, back: 99 })[chapter] ??
  Number(chapter.replace("appendix ", "1")) + (chapter.startsWith("appendix") ? 100 : 0);
const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** The search with a facet's value, or without any. */
function narrowed(query, name, value) {
  const next = new URLSearchParams(query);
  next.delete("limit");
  if (value) next.set(name, value);
  else next.delete(name);
  return addressOf(next);
}

/** What is chosen, each to be taken off, and kept when something else is typed. */
function chosenOf(chosen, query, names) {
  if (!chosen.length) return [];
  const list = made("ul", "facet-chosen");
  list.setAttribute("aria-label", "Narrowed to");
  for (const name of chosen) {
    const value = query.get(name);
    const link = made("a", "button chosen", `${capital(name)}: ${nameOf(names, name, value)} `,
      unspoken(made("span", "", "×")), made("span", "out-of-sight", ", take off"));
    link.href = narrowed(query, name, "");
    list.append(made("li", "", link));
    const kept = Object.assign(made("input"), { type: "hidden", name, value });
    document.querySelector(".search-form").append(kept);
  }
  return [list];
}

function facetsOf(found, query, names) {
  const section = made("details", "facets", made("summary", "", "Narrow the search"));
  section.open = matchMedia("(min-width: 62rem)").matches;
  FACETS.forEach((name, place) => {
    const counts = new Map();
    for (const item of found) {
      for (const value of item.facets[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    if (!counts.size) return;
    const list = made("ul");
    const sorted = [...counts].sort(([a, m], [b, n]) =>
      name === "chapter" ? placeOf(a) - placeOf(b) : n - m || (a < b ? -1 : 1));
    for (const [value, count] of sorted) {
      const isChosen = query.get(name) === value;
      const link = made("a", "", `${nameOf(names, name, value)} `, made("span", "count", String(count)));
      link.href = narrowed(query, name, isChosen ? "" : value);
      if (isChosen) {
        link.setAttribute("aria-current", "true");
        link.append(made("span", "words", " (take off)"));
      }
      list.append(made("li", "", link));
    }
    const details = made("details", "", made("summary", "", capital(name)), list);
    details.open = place < 3 || query.has(name);
    section.append(details);
  });
  return section;
}

function hitsOf(found, parts, root, limit, query) {
  const isNarrowed = FACETS.some((name) => query.get(name));
  const shown = found.slice(0, limit);
  const best = found.length > shown.length ? `, the best ${shown.length}` : "";
  const list = made("ol", "hit-list");
  for (const item of shown) {
    const kind = item.facets.type[0];
    const mark = unspoken(made("span", `mark k-${KINDS[kind] ?? kind}`));
    const chip = made("a", "chip", mark, item.label || kind);
    chip.href = fileOf(item.path, root);
    const head = made("div", "entry-head", chip, " ");
    if (item.speaker) head.append(made("span", "caption", item.speaker));
    const entry = made("li", "", head, snippetOf(item, parts));
    if (item.placePath) {
      const place = made("a", "place", item.place);
      place.href = fileOf(item.placePath, root);
      entry.append(made("p", "entry-place", place));
    }
    list.append(entry);
  }
  const hits = made("section", "hits", made("h2", "", `${found.length.toLocaleString("en-GB")} found${best}`), list);
  if (!found.length) {
    const more = isNarrowed ? " Or take off what the search is narrowed to." : "";
    hits.append(made("p", "", "Fewer or other words may find more; ", made("code", "", "visit*"),
      ` finds what starts so.${more}`));
  }
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
