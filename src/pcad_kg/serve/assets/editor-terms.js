// What the editor completes: our terms by name or label, and the prefixes they need.

const MOST = 120;
const BY_PREFIX = /^[a-z]*:[\w-]*$/i;
const BARE = /^[\p{L}\p{N}_-]*$/u;
const LEADS_TO_CLASS = ["a", "rdf:type"];
const KINDS = ["agency", "role", "region", "recommendation"];

/** How well a term fits what was typed: the less the better, nothing if not at all. */
function fit(term, typed) {
  const name = term.written.toLowerCase();
  const own = name.slice(name.indexOf(":") + 1);
  const label = term.label.toLowerCase();
  if (name.startsWith(typed)) return 0;
  if (own.startsWith(typed) || label.startsWith(typed)) return 1;
  if (own.includes(typed) || label.includes(typed)) return 2;
  return term.definition.toLowerCase().includes(typed) && typed.length > 3 ? 3 : NaN;
}

/** The terms for what was typed: the expected kind first, then what is used most. */
function termsFor(terms, typed, kinds) {
  const [prefix, own] = typed.includes(":") ? typed.split(":") : ["", typed];
  return terms
    .filter((term) => !prefix || term.written.startsWith(`${prefix}:`))
    .map((term) => ({ term, fits: fit(term, own.toLowerCase()) }))
    .filter(({ fits }) => !Number.isNaN(fits))
    .sort((one, other) =>
      kinds.includes(other.term.kind) - kinds.includes(one.term.kind) ||
      one.fits - other.fits || other.term.uses - one.term.uses ||
      one.term.written.localeCompare(other.term.written))
    .slice(0, MOST)
    .map(({ term }) => term.written);
}

/** The token at the cursor; white space counts as nothing typed yet. */
function typedAt(yasqe, token) {
  if (token.string.trim()) return token;
  const { ch } = yasqe.getCursor();
  return { ...token, string: "", from: { ch }, to: { ch } };
}

function before(yasqe) {
  const { line } = yasqe.getCursor();
  return yasqe.getPreviousNonWsToken(line, yasqe.getCompleteToken())?.string ?? "";
}

function isAt(yasqe, pattern) {
  const { type, string } = yasqe.getCompleteToken();
  if (["comment", "string"].includes(type)) return false;
  return pattern.test(string.trim()) && before(yasqe).toUpperCase() !== "PREFIX";
}

/** A line of the list: how it is written, what kind it is, what it means. */
function draw(line, term) {
  const part = (name, words) => {
    const span = document.createElement("span");
    span.className = name;
    span.textContent = words;
    return span;
  };
  const uses = term.uses ? ` · used ${term.uses.toLocaleString("en-GB")} times` : "";
  const isItem = KINDS.includes(term.kind);
  line.append(
    part("hint-name", isItem && term.written.startsWith("<") ? term.label : term.written),
    " ",
    part("hint-kind", `${term.kind}${uses}`),
    part("hint-words", term.definition || (isItem ? term.label : "")),
  );
}

function drawnBy(byName) {
  return (_yasqe, hints) =>
    hints.map((hint) => ({
      ...hint,
      render: (line) => draw(line, byName.get(hint.text)),
    }));
}

/** Make the completers known; their names, in the order in which they are asked. */
export function completersOf({ prefixes, terms }, Yasqe) {
  const shared = {
    bulk: false,
    get: (yasqe, token) => {
      const kinds = LEADS_TO_CLASS.includes(before(yasqe)) ? ["class"] : ["property"];
      return termsFor(terms, token.string, kinds);
    },
    preProcessToken: typedAt,
    postprocessHints: drawnBy(new Map(terms.map((term) => [term.written, term]))),
  };
  const declared = Object.entries(prefixes).map(([name, start]) => `${name}: <${start}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declared, persistenceId: null });
  const whileTyping = { isValidCompletionPosition: (yasqe) => isAt(yasqe, BY_PREFIX) };
  Yasqe.registerAutocompleter({ ...shared, ...whileTyping, name: "terms", autoShow: true });
  const whenAsked = { isValidCompletionPosition: (yasqe) => isAt(yasqe, BARE) };
  Yasqe.registerAutocompleter({ ...shared, ...whenAsked, name: "words", autoShow: false });
  return ["variables", "prefixes", "terms", "words"];
}
