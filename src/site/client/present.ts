import { formatDay } from "../../report/format.ts";
import { toCsv } from "../../tables/toCsv.ts";
import { isPhone } from "./drill/phone.ts";
import "./months.ts";

/**
 * Shows present.html one item of the agenda at a time, by the arrow keys, the space bar and two buttons, as large as it fits; one that
 * doesn't is gone through before the next. Keeps what is decided: typed in by hand, in this browser alone, taken away as CSVs and as
 * printed minutes. The address says which item is shown. Its charts answer of their months.
 */

interface Taken {
  kind: "decision" | "action";
  about: string;
  text: string;
  owner: string;
  due: string;
}

/** How large the letters of an item are tried, and how large they are of one that fits at none of these. */
const sizes = [1, 0.92, 0.85, 0.78, 0.72];
const sizeOfMany = 0.85;

/** What takes the arrow keys itself. */
const taking = 'input, textarea, select, [role="slider"]';

const place = document.querySelector<HTMLElement>("#present");
if (place) present(place);

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = "",
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function present(place: HTMLElement): void {
  const screens = [...place.querySelectorAll<HTMLElement>(".screen")];
  const bar = element("nav", "", { class: "present-bar", "aria-label": "Agenda", "data-script": "" });
  const back = element("button", "Back", { type: "button" });
  const next = element("button", "Next", { type: "button" });
  const said = element("p", "", { role: "status" });
  const leave = element("a", "Leave", { href: "./index.html" });
  const edition = element("span", document.querySelector(".edition")?.textContent ?? "", {
    class: "present-mark",
  });
  bar.append(back, said, next, edition, leave);
  document.body.append(bar);
  document.documentElement.classList.add("presenting");
  // The page itself stays as it was written: only how it is shown changes.
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let shown = 0;

  /** How much of the item that is shown lies below what is seen. */
  const below = () => (screens[shown]?.getBoundingClientRect().bottom ?? 0) - bar.getBoundingClientRect().top;
  /** Shows the item that is chosen alone, its letters as large as it fits; on a phone it is scrolled. */
  const fit = () => {
    const id = CSS.escape(screens[shown]?.id ?? "");
    const at = window.scrollY;
    for (const size of [...sizes, sizeOfMany]) {
      sheet.replaceSync(
        `@media screen { .screen:not(#${id}) { display: none } #${id} { font-size: ${size}em } }`,
      );
      if (isPhone() || below() + window.scrollY <= 0) break;
    }
    window.scrollTo(0, at);
  };
  const tell = () => {
    const [heading] = [...(screens[shown]?.querySelector("h1, h2")?.childNodes ?? [])]
      .map((node) => node.textContent?.trim() ?? "")
      .filter((text) => text !== "");
    // The items are numbered as the agenda numbers them, which is none itself.
    const place = shown === 0 ? "" : `${shown} of ${screens.length - 1}: `;
    const part = isPhone()
      ? ""
      : below() > 1
        ? ", goes on below"
        : window.scrollY > 1
          ? ", the end of it"
          : "";
    said.textContent = `${place}${heading ?? ""}${part}`;
  };
  const show = (at: number, isAsked = true) => {
    shown = Math.max(0, Math.min(screens.length - 1, at));
    const id = screens[shown]?.id ?? "";
    back.disabled = shown === 0;
    next.disabled = shown === screens.length - 1;
    fit();
    if (isAsked) {
      history.replaceState(null, "", `#${id}`);
      window.scrollTo(0, 0);
    }
    tell();
  };
  /** Goes on: to what of the item is below or above what is seen, then to the next item. */
  const step = (by: 1 | -1) => {
    const room = bar.getBoundingClientRect().top;
    const left = by > 0 ? below() : window.scrollY;
    if (isPhone() || left <= 1) return show(shown + by);
    window.scrollBy(0, by * Math.min(left, 0.85 * room));
    tell();
  };
  const fromAddress = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id === "" ? null : document.getElementById(id);
    const at = screens.findIndex((one) => target !== null && one.contains(target));
    return Math.max(0, at);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => step(1),
    PageDown: () => step(1),
    " ": () => step(1),
    ArrowLeft: () => step(-1),
    PageUp: () => step(-1),
    Home: () => show(0),
    End: () => show(screens.length - 1),
    Escape: () => show(0),
  };
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof Element && target.closest(`${taking}, button, a, summary`);
    const go = keys[event.key];
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    if (isTyping && !(event.key.startsWith("Arrow") && !target.closest(taking))) return;
    event.preventDefault();
    go();
  });
  back.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  const again = () => {
    fit();
    tell();
  };
  window.addEventListener("resize", again);
  void document.fonts.ready.then(again);
  window.addEventListener("hashchange", () => show(fromAddress()));
  show(fromAddress(), location.hash !== "");
  const form = place.querySelector<HTMLElement>("#minutes-form");
  if (form) takeDown(form, place.dataset.month ?? "", place.dataset.title ?? "");
}

/** What is kept of a month in this browser; nothing where the browser keeps nothing. */
function readKept(key: string): Taken[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(read) ? read.filter(isTaken) : [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return [];
    throw error;
  }
}

function isTaken(value: unknown): value is Taken {
  return (
    typeof value === "object" &&
    value !== null &&
    ["kind", "about", "text", "owner", "due"].every((name) => typeof Reflect.get(value, name) === "string")
  );
}

/** Resolves to whether the browser keeps it. */
function keep(key: string, taken: readonly Taken[]): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(taken));
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

const today = () => new Date(Date.now() - 60_000 * new Date().getTimezoneOffset()).toISOString().slice(0, 10);

/** Saves a text as a file of the reader's own. */
function save(name: string, text: string): void {
  const link = element("a", "", {
    href: URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv" })),
    download: name,
  });
  link.click();
  URL.revokeObjectURL(link.href);
}

const orNull = (text: string) => (text === "" ? null : text);

/** The actions with the columns of the actions register; their references are for whoever keeps it to give. */
function actionsCsv(taken: readonly Taken[], agreed: string): string {
  const columns = [
    "action_reference",
    "item_reference",
    "agreed_on",
    "action",
    "owner",
    "due_on",
    "done_on",
    "measure",
  ] as const;
  const rows = taken
    .filter(({ kind }) => kind === "action")
    .map(({ about, text, owner, due }) => ({
      action_reference: null,
      item_reference: orNull(about),
      agreed_on: agreed,
      action: text,
      owner,
      due_on: orNull(due),
      done_on: null,
      measure: null,
    }));
  return toCsv(columns, rows);
}

function decisionsCsv(taken: readonly Taken[], decided: string): string {
  const columns = ["item_reference", "decided_on", "decision", "decision_by"] as const;
  const rows = taken
    .filter(({ kind }) => kind === "decision")
    .map(({ about, text, owner }) => ({
      item_reference: orNull(about),
      decided_on: decided,
      decision: text,
      decision_by: owner,
    }));
  return toCsv(columns, rows);
}

function field(form: HTMLElement, label: string, input: HTMLElement): void {
  const around = element("label", label);
  around.append(input);
  form.append(around);
}

/** The form of what is decided, the list of it, and what takes it away. */
function takeDown(place: HTMLElement, month: string, title: string): void {
  const key = `candour-minutes-${month}`;
  const taken = readKept(key);
  const form = element("form", "", { class: "minutes-entry" });
  const kind = element("select", "", { name: "kind" });
  kind.append(
    element("option", "Decision", { value: "decision" }),
    element("option", "Action", { value: "action" }),
  );
  const about = element("input", "", { name: "about", size: "10" });
  const text = element("textarea", "", { name: "text", rows: "2", required: "" });
  const owner = element("input", "", { name: "owner", required: "" });
  const due = element("input", "", { name: "due", type: "date" });
  field(form, "Kind", kind);
  field(form, "About (reference)", about);
  field(form, "What", text);
  field(form, "By whom (a role)", owner);
  field(form, "Due (an action)", due);
  form.append(element("button", "Add", { type: "submit" }));
  const list = element("ul", "", { class: "minutes-list" });
  const said = element("p", "", { role: "status" });
  const away = element("div", "", { class: "minutes-away" });
  const ways: [string, () => void][] = [
    ["Actions as CSV", () => save(`actions-${month}.csv`, actionsCsv(taken, today()))],
    ["Decisions as CSV", () => save(`decisions-${month}.csv`, decisionsCsv(taken, today()))],
    ["Print the minutes", () => window.print()],
    ["Clear", () => forget()],
  ];
  for (const [name, act] of ways) {
    const button = element("button", name, { type: "button" });
    button.addEventListener("click", act);
    away.append(button);
  }

  const show = () => {
    list.replaceChildren(
      ...taken.map((one, at) => {
        const line = element("li");
        const what = one.kind === "decision" ? "Decided" : "Action";
        const due = one.due === "" ? "" : `, due ${formatDay(one.due)}`;
        line.append(
          element("strong", `${what}${one.about === "" ? "" : ` on ${one.about}`}: `),
          `${one.text} (${one.owner}${due}) `,
        );
        const drop = element("button", "Take out", { type: "button", "aria-label": `Take out: ${one.text}` });
        drop.addEventListener("click", () => change(() => taken.splice(at, 1)));
        line.append(drop);
        return line;
      }),
    );
  };
  const change = (act: () => void) => {
    act();
    const isKept = keep(key, taken);
    show();
    said.textContent = isKept
      ? `${taken.length} taken down, in this browser alone.`
      : "This browser keeps nothing: take it away before you leave the page.";
  };
  const forget = () => {
    if (window.confirm("Clear every decision and action taken down here?")) change(() => taken.splice(0));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change(() =>
      taken.push({
        kind: kind.value === "action" ? "action" : "decision",
        about: about.value.trim(),
        text: text.value.trim(),
        owner: owner.value.trim(),
        due: kind.value === "action" ? due.value : "",
      }),
    );
    text.value = "";
    about.value = "";
    text.focus();
  });
  place.append(element("p", title, { class: "minutes-title" }), form, said, list, away);
  show();
}
