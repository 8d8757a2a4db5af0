// The examples: a list that can be narrowed by words and walked by arrow keys.

const plain = (text) => text.toLowerCase().replace(/[’']/g, "'");

/** Show what holds every word that was typed; a group without any goes too. */
function narrow(box, links, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const link of links) {
    const line = link.closest("li");
    const said = plain(`${line.textContent} ${link.dataset.words}`);
    line.hidden = !words.every((word) => said.includes(word));
    shown += line.hidden ? 0 : 1;
  }
  for (const group of box.querySelectorAll(".shelf")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  box.querySelector(".shown").textContent =
    shown === links.length ? `${shown} questions` : `${shown} of ${links.length}`;
}

/** Move from one shown link to the next; from the first one up to the filter. */
function walk(event, links, filter) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const shown = links.filter((link) => !link.closest("li").hidden);
  const at = shown.indexOf(document.activeElement) + step;
  (at < 0 ? filter : shown[Math.min(at, shown.length - 1)] ?? filter).focus();
}

/** Make the list work: `choose` is told the name and the question of an example. */
export function listExamples(box, choose) {
  const links = [...box.querySelectorAll("a[data-name]")];
  const filter = box.querySelector("input");
  box.querySelector(".filter").hidden = false;
  filter.addEventListener("input", () => narrow(box, links, filter.value));
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  box.addEventListener("keydown", (event) => walk(event, links, filter));
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-name]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!matchMedia("(min-width: 62rem)").matches) box.open = false;
    choose(link.dataset.name, link.textContent.trim());
  });
  narrow(box, links, filter.value);
}
