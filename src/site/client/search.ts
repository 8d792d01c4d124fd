/**
 * Narrows a list as something is typed, and keeps what was typed in the page's address.
 *
 * `<div data-search="measure"></div>` is where the field goes, labelled with the noun. `[data-find]` is a line of the
 * list: kept when its text and that attribute hold every word typed. `[data-finds]` holds lines: hidden when none is
 * left. Whatever is added is marked `data-script`.
 */
const place = document.querySelector<HTMLElement>("[data-search]");
if (place) start(place, place.dataset.search ?? "line");

function start(place: HTMLElement, noun: string): void {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-find]")].map((line) => ({
    line,
    text: `${line.dataset.find} ${line.closest("[data-finds]")?.querySelector("h2")?.textContent} ${line.textContent}`.toLowerCase(),
  }));
  const groups = [...document.querySelectorAll<HTMLElement>("[data-finds]")];
  const form = document.createElement("form");
  form.className = "filters";
  form.dataset.script = "";
  form.setAttribute("role", "search");
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "search";
  field.name = "find";
  field.autocomplete = "off";
  label.append(`Find a ${noun}`, field);
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.append(label, said);
  place.append(form);

  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { line, text } of lines) line.hidden = !words.every((word) => text.includes(word));
    for (const group of groups) group.hidden = group.querySelector("[data-find]:not([hidden])") === null;
    const left = lines.filter(({ line }) => !line.hidden).length;
    said.textContent =
      left === 0
        ? `No ${noun} has these words.`
        : `${left} of ${lines.length} ${noun.replace(/\b(?= or |$)/g, "s")} shown.`;
  };
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    if (field.value === "") address.searchParams.delete("find");
    else address.searchParams.set("find", field.value);
    history.replaceState(history.state, "", address);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  field.value = new URLSearchParams(location.search).get("find") ?? "";
  show();
}
