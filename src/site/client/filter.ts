/**
 * Filters the rows of a page by what their data attributes say, and keeps the choice in the page's address.
 *
 * `<div data-filter="team officer" data-noun="case"></div>` is where the controls go: one labelled select for each
 * name. `[data-row]` is a row: filtered by each attribute it has (`data-team`, `data-officer`), kept where it has
 * none. `[data-group]` holds rows: hidden when none of them is left, and opened, if it is a fold, when a choice is
 * made. `[data-count]` in a group says how many of its rows are left. Whatever is added is marked `data-script`.
 */
const place = document.querySelector<HTMLElement>("[data-filter]");
if (place) start(place);

function start(place: HTMLElement): void {
  const names = (place.dataset.filter ?? "").split(" ");
  const noun = place.dataset.noun ?? "row";
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const groups = [...document.querySelectorAll<HTMLElement>("[data-group]")];
  const counts = new Map(
    [...document.querySelectorAll<HTMLElement>("[data-count]")].map((one) => [one, one.textContent ?? ""]),
  );
  const openAtFirst = new Set(groups.filter((group) => group instanceof HTMLDetailsElement && group.open));

  const form = document.createElement("form");
  form.className = "filters";
  form.dataset.script = "";
  form.setAttribute("aria-label", "Filter this page");
  const selects = names.map((name) => addSelect(form, name, valuesOf(rows, name)));
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = "Clear";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.append(clear, said);
  place.append(form);

  const show = () => {
    const chosen = selects.flatMap(({ name, value }) => (value === "" ? [] : [[name, value] as const]));
    const isChosen = chosen.length > 0;
    for (const row of rows)
      row.hidden = chosen.some(([name, value]) => name in row.dataset && row.dataset[name] !== value);
    for (const group of groups) {
      const left = rowsOf(group).some((row) => !row.hidden);
      group.hidden = isChosen && !left;
      if (group instanceof HTMLDetailsElement) group.open = isChosen || openAtFirst.has(group);
    }
    for (const [count, text] of counts) {
      const own = rowsOf(count.closest("[data-group]") ?? document.body);
      count.textContent = isChosen ? `${own.filter((row) => !row.hidden).length} of ${text}` : text;
    }
    const counted = rows.filter((row) => row.dataset.row === noun);
    const left = counted.filter((row) => !row.hidden).length;
    const all = `${counted.length.toLocaleString("en-GB")} ${noun}s`;
    said.textContent = !isChosen
      ? `All ${all} shown.`
      : left === 0
        ? `Nothing matches ${chosen.map(([, value]) => value).join(", ")}. None of the ${all} is shown.`
        : `${left.toLocaleString("en-GB")} of ${all} shown: ${chosen.map(([, value]) => value).join(", ")}.`;
    clear.hidden = !isChosen;
    form.classList.toggle("chosen", isChosen);
  };

  const keep = () => {
    const address = new URL(location.href);
    for (const { name, value } of selects)
      if (value === "") address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    history.replaceState(history.state, "", address);
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) choose(select, asked.get(select.name) ?? "");
    show();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    show();
    keep();
  });
  clear.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    show();
    keep();
    selects[0]?.focus();
  });
  addEventListener("popstate", read);
  read();
}

function rowsOf(group: Element): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>("[data-row]")];
}

function valuesOf(rows: readonly HTMLElement[], name: string): string[] {
  const values = new Set(rows.flatMap((row) => row.dataset[name] ?? []));
  return [...values].sort(new Intl.Collator("en-GB", { numeric: true }).compare);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function addSelect(form: HTMLFormElement, name: string, values: readonly string[]): HTMLSelectElement {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.name = name;
  select.append(new Option("All", ""));
  for (const value of values) select.append(new Option(capitalise(value), value));
  label.append(capitalise(name), select);
  form.append(label);
  return select;
}

/** Chooses a value, also one that no row has: the address says it, and nothing matches. */
function choose(select: HTMLSelectElement, value: string): void {
  if (value !== "" && ![...select.options].some((option) => option.value === value))
    select.append(new Option(capitalise(value), value));
  select.value = value;
}
