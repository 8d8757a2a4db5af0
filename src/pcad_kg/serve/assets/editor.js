// The page of the editor: asking, stopping, linking; each job has a file of its own.
import { answerIn } from "./editor-answer.js";
import { listExamples } from "./editor-examples.js";
import { fieldOf } from "./editor-field.js";

const SERVER = "/sparql";
// The server takes no longer address.
const LONGEST = 15_000;
const ROWS = "application/sparql-results+json, application/n-triples;q=0.9";

const form = document.getElementById("sparql");
const button = document.getElementById("ask");
const link = document.getElementById("link");
const status = document.getElementById("sparql-status");
const clock = document.getElementById("clock");
const known = JSON.parse(document.getElementById("known").textContent);
const field = fieldOf(document.getElementById("query"), known, ask);
const answer = answerIn(
  document.getElementById("sparql-result"),
  document.getElementById("sparql-count"),
  known.prefixes,
);
let running = null;

/** What is said of an answer, beside how long it took. */
function took(start) {
  const time = performance.now() - start;
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(1)} s`;
}

/** The button stops while a query runs, and a clock beside it counts. */
function show(isRunning, start = 0) {
  button.textContent = isRunning ? "Stop" : "Ask";
  form.classList.toggle("running", isRunning);
  clearInterval(show.ticking);
  clock.textContent = "";
  if (!isRunning) return;
  show.ticking = setInterval(() => {
    clock.textContent = `${Math.round((performance.now() - start) / 1000)} s`;
  }, 1000);
}

/** The line that a refusal names; queries are counted from line 1. */
function placeIn(text) {
  const found = /line (\d+), column (\d+)/.exec(text);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

function refuse(response, text) {
  const limits = response.status === 422 ? response.headers.get("Pcad-Limits") : "";
  const place = placeIn(text);
  answer.refuse(text, limits);
  if (place) field.mark(place);
  const where = place ? ` at line ${place.line}, column ${place.column}` : "";
  return `The query was refused${where}.`;
}

async function fetched(query, signal) {
  const response = await fetch(SERVER, {
    method: "POST",
    headers: { Accept: ROWS },
    body: new URLSearchParams({ query }),
    signal,
  });
  const text = await response.text();
  if (!response.ok) return refuse(response, text);
  return answer.show(response.headers, text, `${SERVER}?query=${encodeURIComponent(query)}`);
}

async function ask() {
  if (running) return;
  running = new AbortController();
  let start = performance.now();
  status.textContent = "Asking …";
  show(true, start);
  answer.wait();
  try {
    const query = await field.text();
    start = performance.now();
    const said = await fetched(query, running.signal);
    status.textContent = said.endsWith(".") ? said : `${said}, ${took(start)}.`;
  } catch (error) {
    const isStopped = error.name === "AbortError";
    answer.clear();
    status.textContent = isStopped
      ? `Stopped after ${took(start)}.`
      : `The server did not answer: ${error.message}`;
  }
  running = null;
  show(false);
}

/** The address of this page with the query as it is now. */
async function linkTo() {
  const address = `${SERVER}?${new URLSearchParams({ edit: await field.text() })}`;
  if (address.length > LONGEST) {
    status.textContent = "The query is too long for an address.";
    return;
  }
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "The address now holds the query, and is copied.";
  } catch {
    status.textContent = "The address now holds the query.";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) running.abort();
  else ask();
});
link.hidden = false;
link.addEventListener("click", linkTo);
listExamples(document.getElementById("examples"), (name, question) => {
  field.set(known.examples[name]);
  status.textContent = `Ready to ask: ${question}`;
  button.focus();
});
