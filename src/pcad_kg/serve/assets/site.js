"use strict";
// What pages do beyond links: filters of the home page, copying, tables within view.

/** The filters of the list of recommendations, at once; each state is an address. */
function filterRecommendations(form, list) {
  const lines = [...list.querySelectorAll(".rec")];
  const selects = [...form.querySelectorAll("select")];
  const all = document.getElementById("show-all");
  const fits = (line) => ({ name, value }) => line.dataset[name].split(" ").includes(value);

  function show() {
    const chosen = selects.filter((select) => select.value);
    let shown = 0;
    for (const line of lines) {
      line.hidden = !chosen.every(fits(line));
      shown += line.hidden ? 0 : 1;
    }
    all.hidden = !chosen.length;
    const told = `${shown} of ${lines.length} ${shown === 1 ? "is" : "are"} shown.`;
    form.querySelector(".shown").textContent =
      shown === lines.length ? `All ${shown} are shown.` : told;
    return chosen;
  }

  function keep() {
    const query = new URLSearchParams(show().map(({ name, value }) => [name, value]));
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  }

  function read() {
    const given = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = given.get(select.name) ?? "";
      const choices = [...select.options].map((option) => option.value);
      select.value = choices.includes(value) ? value : "";
    }
    show();
  }

  read();
  form.hidden = false;
  form.querySelector("button").hidden = true;
  form.addEventListener("change", keep);
  window.addEventListener("popstate", read);
  all.addEventListener("click", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    keep();
    selects[0].focus();
  });
}

/** A button beside a text that copies it. */
function addCopying(box) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  box.append(button);
}

/** What an address's fragment names is opened where it lies folded. */
function unfold() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && document.getElementById(name);
  if (!target) return;
  const folded = [];
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) {
    if (!at.open) folded.push(at);
  }
  if (!folded.length) return;
  for (const box of folded) box.open = true;
  target.scrollIntoView();
}

/** On a phone the menu is longer than the window: the entry one is at is in view. */
function showWhereInMenu() {
  const list = document.querySelector(".menu ul");
  const here = list?.querySelector("[aria-current]");
  if (here) list.scrollLeft = here.offsetLeft - list.offsetLeft - 16;
}

showWhereInMenu();
const isWide = matchMedia("(min-width: 62rem)").matches;
document.querySelectorAll(".open-where-wide").forEach((box) => (box.open = isWide));
const filters = document.getElementById("filters");
if (filters) filterRecommendations(filters, document.getElementById("rec-list"));
document.querySelectorAll(".copyable").forEach(addCopying);
if (location.hash) unfold();
window.addEventListener("hashchange", unfold);
