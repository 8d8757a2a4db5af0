"use strict";
// What pages do beyond links: filters of the home page, copying, tables within view.

/** The filters of the list of recommendations; each state is an address. */
function filterRecommendations(form, list) {
  const lines = [...list.querySelectorAll(".rec")];
  const names = ["agency", "grade", "chapter", "strength"];
  const fits = {
    agency: (line, value) => line.dataset.agency.split(/\s+/).includes(value),
    grade: (line, value) => line.dataset.grade === value,
    chapter: (line, value) => line.dataset.chapter === value,
    strength: (line, value) => {
      const direct = Number(line.dataset.direct);
      if (value === "10") return direct >= 10;
      return value === "1" ? direct >= 1 && direct < 10 : direct === 0;
    },
  };

  function show() {
    const chosen = names.filter((name) => form.elements[name].value);
    let shown = 0;
    for (const line of lines) {
      line.hidden = !chosen.every((name) => fits[name](line, form.elements[name].value));
      shown += line.hidden ? 0 : 1;
    }
    form.querySelector(".shown").textContent =
      shown === lines.length ? `All ${shown} are shown.` : `${shown} of ${lines.length} are shown.`;
    return chosen;
  }

  function keep() {
    const query = new URLSearchParams(show().map((name) => [name, form.elements[name].value]));
    const search = query.size ? `?${query}` : location.pathname;
    history.replaceState(null, "", search);
  }

  const given = new URLSearchParams(location.search);
  for (const name of names) {
    const value = given.get(name) ?? "";
    const choices = [...form.elements[name].options].map((option) => option.value);
    form.elements[name].value = choices.includes(value) ? value : "";
  }
  form.hidden = false;
  show();
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(keep));
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

const isWide = matchMedia("(min-width: 62rem)").matches;
document.querySelectorAll(".open-where-wide").forEach((box) => (box.open = isWide));
const filters = document.getElementById("filters");
if (filters) filterRecommendations(filters, document.getElementById("rec-list"));
document.querySelectorAll(".copyable").forEach(addCopying);
if (location.hash) unfold();
window.addEventListener("hashchange", unfold);
