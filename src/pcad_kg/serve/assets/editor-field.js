// The field of the query: the editor where it was bundled, else the plain text area.
import { completersOf } from "./editor-terms.js";

const CHECKED_AFTER = 400;
// The editor reads what was typed a little later than the browser shows it.
const READ_AFTER = 100;
const ERRORS = "gutterErrorBar";
const NOW_LEAVES = "Tab now leaves the editor.";
// How the grammar's tokens are called by people.
const SPOKEN = [
  [/^VAR/, "a ?variable"],
  [/^PNAME/, "a prefix:name"],
  [/^IRI_REF/, "an <address>"],
  [/^STRING_LITERAL/, "“words”"],
  [/^(INTEGER|DECIMAL|DOUBLE)/, "a number"],
  [/^(BLANK_NODE|ANON)/, "a blank node"],
  [/^LANGTAG/, "@language"],
  [/^(NIL)$/, "()"],
];
const MOST_EXPECTED = 5;
const UNDECLARED = /^Prefix '([^']*)' is not defined$/;

/** The plain field: what it holds, and where a mistake is. */
function plainField(area, ask) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  return {
    text: async () => area.value,
    set: (text) => (area.value = text),
    mark({ line, column }) {
      const before = area.value.split("\n").slice(0, line - 1);
      const at = before.join("\n").length + (line > 1 ? 1 : 0) + column - 1;
      area.focus();
      area.setSelectionRange(at, at + 1);
    },
  };
}

/** What the grammar would take, in words; what has a name of its own comes first. */
function spoken(expected) {
  const named = expected.map((token) => SPOKEN.find(([pattern]) => pattern.test(token))?.[1]);
  const signs = expected.filter((token, at) => !named[at] && token !== "$");
  const all = [...new Set([...named.filter(Boolean), ...signs])];
  const more = all.length > MOST_EXPECTED ? " and such" : "";
  return all.slice(0, MOST_EXPECTED).join(", ") + more;
}

/** The first line that the grammar does not take, and why. */
function firstTrouble(yasqe) {
  for (let line = 0; line < yasqe.lineCount(); line++) {
    const end = { line, ch: yasqe.getLine(line).length };
    const { state } = yasqe.getTokenAt(end, true);
    if (state.OK !== false) continue;
    const wrong = yasqe.getLineTokens(line, true).find(({ type }) => /error/.test(type ?? ""));
    const taken = spoken(state.possibleCurrent ?? []);
    const place = wrong ? `“${wrong.string}” does not fit` : "something is missing";
    return { line: line + 1, said: state.errorMsg ?? `${place}; here can stand ${taken}` };
  }
  return null;
}

function marker() {
  const sign = document.createElement("span");
  sign.className = "trouble-sign";
  sign.textContent = "!";
  return sign;
}

/** The editor in place of the text area. */
class Editor {
  constructor(area, known, ask) {
    this.area = area;
    this.told = document.getElementById("trouble");
    this.help = document.getElementById("keys");
    this.yasqe = this.drawn(known, ask);
    this.wrong = null;
    this.named(document.getElementById("query-label"));
    this.leaveByEscape();
    this.prefixes = known.prefixes;
    this.yasqe.checkSyntax = () => this.checkLater();
    this.yasqe.showNotification = () => {};
    this.yasqe.on("change", (_, { origin }) => origin === "paste" && this.declare());
    this.set(area.value);
    area.hidden = true;
  }

  drawn(known, ask) {
    const { Yasqe } = window;
    Yasqe.defaults.autocompleters = [];
    const completers = completersOf(known, Yasqe);
    const place = document.createElement("div");
    place.className = "query-editor";
    this.area.after(place);
    const yasqe = new Yasqe(place, {
      value: "",
      theme: "pcad",
      inputStyle: "contenteditable",
      spellcheck: false,
      viewportMargin: Infinity,
      editorHeight: "auto",
      resizeable: false,
      showQueryButton: false,
      createShareableLink: null,
      consumeShareLink: null,
      persistenceId: null,
      foldGutter: false,
      gutters: [ERRORS, "CodeMirror-linenumbers"],
      autocompleters: completers,
      hintConfig: { completeOnSingleClick: true },
      extraKeys: {
        "Ctrl-Enter": ask,
        "Cmd-Enter": ask,
        "Ctrl-S": false,
        "Shift-Ctrl-F": false,
        Esc: false,
      },
    });
    yasqe.on("autocompletionShown", (_, widget) => {
      widget.hints.setAttribute("aria-label", "Terms of the graph");
      widget.hints.removeAttribute("aria-expanded");
      widget.hints.tabIndex = 0;
    });
    return yasqe;
  }

  named(label) {
    const input = this.yasqe.getInputField();
    input.id = "query-input";
    input.setAttribute("role", "textbox");
    input.setAttribute("aria-multiline", "true");
    input.setAttribute("aria-labelledby", label.id);
    input.setAttribute("aria-describedby", `${this.help.id} ${this.told.id}`);
    label.addEventListener("click", () => this.yasqe.focus());
    this.help.hidden = false;
  }

  /** Tab indents; after Escape it goes on to what follows, as everywhere else. */
  leaveByEscape() {
    const free = { Tab: false, "Shift-Tab": false };
    const left = document.getElementById("sparql-status");
    this.yasqe.addKeyMap({
      Esc: () => {
        this.yasqe.removeKeyMap(free);
        this.yasqe.addKeyMap(free);
        left.textContent = NOW_LEAVES;
      },
    });
    this.yasqe.on("blur", () => {
      this.yasqe.removeKeyMap(free);
      if (left.textContent === NOW_LEAVES) left.textContent = "";
    });
  }

  checkLater() {
    this.unmark();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const trouble = firstTrouble(this.yasqe);
      if (trouble) this.markLine(trouble.line, trouble.said);
    }, CHECKED_AFTER);
  }

  unmark() {
    if (this.wrong === null) return;
    this.yasqe.removeLineClass(this.wrong, "background", "wrong-line");
    this.yasqe.clearGutter(ERRORS);
    this.yasqe.getInputField().removeAttribute("aria-invalid");
    this.told.textContent = "";
    this.wrong = null;
  }

  markLine(line, said) {
    this.unmark();
    this.wrong = this.yasqe.getLineHandle(line - 1);
    if (!this.wrong) return;
    this.yasqe.addLineClass(this.wrong, "background", "wrong-line");
    this.yasqe.setGutterMarker(this.wrong, ERRORS, marker());
    this.yasqe.getInputField().setAttribute("aria-invalid", "true");
    this.told.textContent = `Line ${line}: ${said}.`;
  }

  /** Declare our own prefixes where the query uses them without. */
  declare() {
    const added = new Set();
    for (;;) {
      const [, name] = UNDECLARED.exec(firstTrouble(this.yasqe)?.said ?? "") ?? [];
      if (!(name in this.prefixes) || added.has(name)) return;
      added.add(name);
      this.yasqe.addPrefixes({ [name]: this.prefixes[name] });
    }
  }

  async text() {
    await new Promise((read) => setTimeout(read, READ_AFTER));
    this.declare();
    return this.yasqe.getValue();
  }

  set(text) {
    this.yasqe.setValue(text.trimEnd());
    this.declare();
    this.checkLater();
  }

  mark({ line, column }) {
    clearTimeout(this.waiting);
    const trouble = firstTrouble(this.yasqe);
    const said = trouble?.line === line ? trouble.said : "this cannot be read";
    this.markLine(line, said);
    this.yasqe.focus();
    this.yasqe.setCursor({ line: line - 1, ch: column - 1 });
  }
}

/** The field of a form: `ask` is called where the keys for it are pressed. */
export function fieldOf(area, known, ask) {
  return window.Yasqe ? new Editor(area, known, ask) : plainField(area, ask);
}
