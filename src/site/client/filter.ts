import { isPhone, onTurnedPhone } from "./drill/phone.ts";

/**
 * Filters the rows of a page by what their data attributes say, and keeps the choice in the page's address.
 *
 * `<div data-filter="team officer" data-noun="case"></div>` is where the controls go: one labelled select for each
 * name, or for those of `data-buttons` a button to each value, with how many rows of the noun it leaves: these are folded on a phone.
 * Only values that the other choices leave are offered.
 * `[data-row]` is a row: filtered by each attribute it has (`data-team`, `data-officer`), kept where it has
 * none. `[data-group]` holds rows: hidden when none of them is left, and opened, if it is a fold, when a choice is
 * made. `[data-count]` in a group says how many of its rows are left, `[data-count-of="id"]` how many of the group with that id.
 * `[data-pick="officer"]` in a row gets a button that chooses the row's value. A section whose rows have none of what was chosen says
 * that it isn't filtered, and so does `[data-of-all]`. A value of the address that no row has is said to be none, and filters nothing.
 * Whatever is added is marked `data-script`.
 */
const place = document.querySelector<HTMLElement>("[data-filter]");

/** What a name may be chosen by. */
interface Control {
  name: string;
  value: string;
  /** Offers these values, of so many rows each, and the one that is chosen. */
  offer(left: ReadonlyMap<string, number>): void;
  focus(): void;
}

/** A value for a name. */
type Choice = readonly [name: string, value: string];

/** So many letters are said of a value that the address asks for and that there isn't. */
const longestSaid = 40;

if (place) start(place);

function start(place: HTMLElement): void {
  const names = (place.dataset.filter ?? "").split(" ");
  const buttons = (place.dataset.buttons ?? "").split(" ");
  const noun = place.dataset.noun ?? "row";
  const rows = all("[data-row]");
  const groups = all("[data-group]:not([data-row])");
  const counts = new Map(all("[data-count]").map((one) => [one, one.textContent ?? ""]));
  const countsOf = new Map(all("[data-count-of]").map((one) => [one, one.textContent ?? ""]));
  const openAtFirst = new Set(groups.filter((group) => group instanceof HTMLDetailsElement && group.open));

  const form = document.createElement("form");
  form.className = "filters";
  form.dataset.script = "";
  form.setAttribute("aria-label", "Filter this page");
  // What the address asks for and no row has.
  let unknown: Choice[] = [];
  const choose = (name: string, value: string) => {
    unknown = [];
    for (const control of controls) if (control.name === name) control.value = value;
    show();
    keep();
  };
  const fold = place.dataset.buttons === undefined ? undefined : addFold(form, names);
  const held = fold?.lastElementChild ?? form;
  const controls = names.map((name) =>
    buttons.includes(name) ? addButtons(held, name, choose) : addSelect(held, name, choose),
  );
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = "Clear";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  form.append(clear, said);
  place.append(form);
  const picks = all("[data-pick]").map((one) => addPick(one, controls, choose));
  const notes = all("section.agenda").map(addNote);
  const ofAll = all("[data-of-all]").map((one) => {
    const note = document.createElement("span");
    note.dataset.script = "";
    note.textContent = " (not filtered)";
    one.append(note);
    return note;
  });

  const show = () => {
    const chosen = controls.flatMap(({ name, value }): Choice[] => (value === "" ? [] : [[name, value]]));
    const isChosen = chosen.length > 0;
    for (const row of rows)
      row.hidden = chosen.some(([name, value]) => name in row.dataset && row.dataset[name] !== value);
    for (const group of groups) {
      const left = rowsOf(group).some((row) => !row.hidden);
      group.hidden = isChosen && !left;
      if (group instanceof HTMLDetailsElement) group.open = isChosen || openAtFirst.has(group);
    }
    const leftIn = (group: Element, text: string) =>
      isChosen ? `${rowsOf(group).filter((row) => !row.hidden).length} of ${text}` : text;
    for (const [count, text] of counts)
      count.textContent = leftIn(count.closest("[data-group]") ?? document.body, text);
    for (const [count, text] of countsOf)
      count.textContent = leftIn(document.getElementById(count.dataset.countOf ?? "") ?? document.body, text);
    for (const control of controls)
      control.offer(
        valuesOf(
          rows,
          noun,
          control.name,
          chosen.filter(([name]) => name !== control.name),
        ),
      );
    for (const mark of picks) mark();
    for (const note of notes) note(chosen);
    for (const note of ofAll) note.hidden = !isChosen;
    const counted = rows.filter((row) => row.dataset.row === noun);
    const left = counted.filter((row) => !row.hidden).length;
    const every = `${counted.length.toLocaleString("en-GB")} ${pluralOf(noun)}`;
    const shown = !isChosen
      ? `All ${every} shown.`
      : left === 0
        ? `Nothing matches ${chosen.map(([, value]) => value).join(", ")}. None of the ${every} is shown.`
        : `${left.toLocaleString("en-GB")} of ${every} shown: ${chosen.map(([, value]) => value).join(", ")}.`;
    const none = unknown.map(([name, value]) => `No ${noun} has the ${name} ‘${value}’.`);
    said.textContent = [...none, shown].join(" ");
    clear.hidden = !isChosen && unknown.length === 0;
    form.classList.toggle("chosen", isChosen);
  };

  const keep = () => {
    const address = new URL(location.href);
    for (const { name, value } of controls)
      if (value === "") address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    history.replaceState(history.state, "", address);
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    const isHeld = ([name, value]: Choice) => rows.some(({ dataset }) => dataset[name] === value);
    const wanted = names.map((name): Choice => [name, asked.get(name) ?? ""]);
    unknown = wanted
      .filter((one) => one[1] !== "" && !isHeld(one))
      .map(([name, value]) => [name, value.slice(0, longestSaid)]);
    for (const control of controls) {
      const own = wanted.find(([name]) => name === control.name);
      control.value = own && isHeld(own) ? own[1] : "";
    }
    show();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    unknown = [];
    for (const control of controls) control.value = "";
    show();
    keep();
    if (fold && !fold.open) fold.querySelector("summary")?.focus();
    else controls[0]?.focus();
  });
  addEventListener("popstate", read);
  read();
}

function all(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

function rowsOf(group: Element): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>("[data-row]")];
}

/** The values of a name in the rows that have all that is chosen, in order (groups in the page's), and how many rows of the noun have each. */
function valuesOf(
  rows: readonly HTMLElement[],
  noun: string,
  name: string,
  chosen: readonly Choice[],
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { dataset } of rows) {
    const own = dataset[name];
    if (own === undefined || chosen.some(([other, value]) => dataset[other] !== value)) continue;
    values.set(own, (values.get(own) ?? 0) + (dataset.row === noun ? 1 : 0));
  }
  if (name === "group") return values;
  const { compare } = new Intl.Collator("en-GB", { numeric: true });
  return new Map([...values].sort(([a], [b]) => compare(a, b)));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 'open cases', 'cases to do'. */
function pluralOf(noun: string): string {
  return noun.replace(/^case to do$|$/, (found) => (found === "" ? "s" : "cases to do"));
}

type Choose = (name: string, value: string) => void;

/** A fold whose last element holds the controls: open at a desk, where it has no summary, and at first closed on a phone. */
function addFold(form: HTMLFormElement, names: readonly string[]): HTMLDetailsElement {
  const fold = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = `Filter by ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names)}`;
  const controls = document.createElement("div");
  fold.append(summary, controls);
  form.append(fold);
  const set = () => {
    fold.open = !isPhone();
  };
  onTurnedPhone(set);
  set();
  return fold;
}

function addSelect(form: Element, name: string, choose: Choose): Control {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.name = name;
  label.append(capitalise(name), select);
  form.append(label);
  const control: Control = {
    name,
    value: "",
    // A value that no row has is offered where it is chosen: the address says it, and nothing matches.
    offer: (left) => {
      const values = [...left.keys()];
      const shown = control.value === "" || left.has(control.value) ? values : [...values, control.value];
      select.replaceChildren(
        new Option("All", ""),
        ...shown.map((value) => new Option(capitalise(value), value)),
      );
      select.value = control.value;
    },
    focus: () => select.focus(),
  };
  select.addEventListener("change", () => choose(name, select.value));
  return control;
}

/** A button to each value: pressed again it is chosen no more. */
function addButtons(form: Element, name: string, choose: Choose): Control {
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = capitalise(name);
  const values = document.createElement("div");
  set.append(legend, values);
  form.append(set);
  const known = new Map<string, HTMLButtonElement>();
  const buttonOf = (value: string) => {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => choose(name, control.value === value ? "" : value));
    values.append(button);
    known.set(value, button);
    return button;
  };
  const control: Control = {
    name,
    value: "",
    offer: (left) => {
      const shown =
        control.value === "" || left.has(control.value) ? left : new Map([...left, [control.value, 0]]);
      for (const [value, button] of known) button.hidden = !shown.has(value);
      for (const [value, count] of shown) {
        const button = known.get(value) ?? buttonOf(value);
        button.textContent = `${capitalise(value)} (${count.toLocaleString("en-GB")})`;
        button.setAttribute("aria-pressed", String(control.value === value));
      }
    },
    focus: () => set.querySelector<HTMLButtonElement>("button:not([hidden])")?.focus(),
  };
  return control;
}

/** A button beside a value of a row that chooses it; what it gives marks whether it is the chosen one. */
function addPick(place: HTMLElement, controls: readonly Control[], choose: Choose): () => void {
  const name = place.dataset.pick ?? "";
  const value = place.closest<HTMLElement>("[data-row]")?.dataset[name] ?? "";
  const control = controls.find((one) => one.name === name);
  if (!control) return () => undefined;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick";
  button.dataset.script = "";
  button.textContent = "only";
  button.setAttribute("aria-label", `Only ${value}`);
  button.addEventListener("click", () => choose(name, control.value === value ? "" : value));
  place.append(button);
  return () => button.setAttribute("aria-pressed", String(control.value === value));
}

/** Says of a section by which of what is chosen it isn't filtered, as none of its rows has any. */
function addNote(section: HTMLElement): (chosen: readonly Choice[]) => void {
  const note = document.createElement("p");
  note.className = "quiet not-filtered";
  note.dataset.script = "";
  note.hidden = true;
  const heading = section.querySelector("h2");
  if (heading) heading.after(note);
  else section.prepend(note);
  const rows = rowsOf(section);
  return (chosen) => {
    const names = chosen.map(([name]) => name).filter((name) => rows.every((row) => !(name in row.dataset)));
    note.hidden = names.length === 0;
    note.textContent = `Not filtered by ${names.join(" or ")}.`;
  };
}
