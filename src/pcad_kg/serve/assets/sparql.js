"use strict";
// The editor: asks the server and draws the answer as a table.

const form = document.getElementById("sparql");
const field = document.getElementById("query");
const status = document.getElementById("sparql-status");
const result = document.getElementById("sparql-result");
const examples = document.getElementById("examples");
const MOST = 500;

function made(name, className, ...inner) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inner);
  return element;
}

/** A cell: our own IRIs lead to their pages here, others stay words. */
function cellOf(term) {
  if (!term) return made("td");
  const own = /^https:\/\/w3id\.org\/pcad-kg\/(?:pcad-2021\/)?(.+)$/.exec(term.value);
  if (term.type !== "uri" || !own) return made("td", "", term.value);
  const link = made("a", "", own[1]);
  link.href = `/${own[1]}`;
  return made("td", "", link);
}

function tableOf(data) {
  const head = made("tr", "", ...data.head.vars.map((name) => made("th", "", name)));
  head.querySelectorAll("th").forEach((cell) => cell.setAttribute("scope", "col"));
  const rows = data.results.bindings.slice(0, MOST).map((row) =>
    made("tr", "", ...data.head.vars.map((name) => cellOf(row[name]))));
  return made("table", "answer", made("thead", "", head), made("tbody", "", ...rows));
}

function show(type, text) {
  if (!type.includes("sparql-results+json")) {
    result.replaceChildren(made("pre", "", text));
    status.textContent = "A graph was answered.";
    return;
  }
  const data = JSON.parse(text);
  if ("boolean" in data) {
    result.replaceChildren(made("p", "", data.boolean ? "Yes." : "No."));
    status.textContent = "";
    return;
  }
  const count = data.results.bindings.length;
  result.replaceChildren(tableOf(data));
  status.textContent = `${count} ${count === 1 ? "row" : "rows"}${count > MOST ? `, the first ${MOST} shown` : ""}.`;
}

async function ask() {
  status.textContent = "Asking …";
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
      body: new URLSearchParams({ query: field.value }),
    });
    const text = await response.text();
    if (response.ok) {
      show(response.headers.get("Content-Type") ?? "", text);
    } else {
      result.replaceChildren(made("pre", "error", text));
      status.textContent = `The server refused (${response.status}).`;
    }
  } catch (error) {
    status.textContent = `The server did not answer: ${error.message}`;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
examples.addEventListener("change", () => {
  if (examples.value) field.value = examples.value;
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});
