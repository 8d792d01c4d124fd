/**
 * Finds measures as something is typed, and keeps what was typed in the page's address.
 *
 * `<div data-search="measure">` holds the form, which without this reloads the page. `[data-find]` is a line of the page: its first link is
 * what it is called, `data-called` what people call it besides, with | between, `data-find` what else is said of it. `[data-finds]` holds
 * lines under a heading. While there is something typed, a list of what is found stands in their place, the best first.
 */
import { findAll, toWords } from "./search/rank.ts";

const place = document.querySelector<HTMLElement>("[data-search]");
const form = place?.querySelector("form");
const field = form?.querySelector("input");
if (place && form && field) start(place, form, field, place.dataset.search ?? "line");

interface Line {
  link: HTMLAnchorElement;
  group: string;
  aliases: string[];
  names: string[];
  text: string;
}

function toLine(line: HTMLElement): Line[] {
  const link = line.querySelector<HTMLAnchorElement>("a[href]");
  if (!link) return [];
  const group = line.closest("[data-finds]")?.querySelector("h2")?.textContent ?? "";
  const aliases = (line.dataset.called ?? "").split("|").filter(Boolean);
  return [
    {
      link,
      group,
      aliases,
      names: [link.textContent ?? "", ...aliases],
      text: `${line.dataset.find} ${group}`,
    },
  ];
}

/** A line of what was found: its link, its group, and what it is called that has a word asked for and that its name hasn't. */
function toItem({ link, group, aliases }: Line, asked: string): HTMLLIElement {
  const item = document.createElement("li");
  const own = document.createElement("a");
  own.href = link.href;
  own.textContent = link.textContent;
  const name = toWords(link.textContent ?? "");
  const called = aliases.filter((alias) =>
    toWords(asked).some((word) => !name.includes(word) && toWords(alias).some((one) => one.startsWith(word))),
  );
  const more = document.createElement("span");
  more.className = "explain";
  more.textContent = [group, ...called.map((alias) => `also found by “${alias}”`)].join(", ");
  item.append(own, " ", more);
  return item;
}

function start(place: HTMLElement, form: HTMLFormElement, field: HTMLInputElement, noun: string): void {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-find]")].flatMap(toLine);
  const groups = [...document.querySelectorAll<HTMLElement>("[data-finds]")];
  const found = document.createElement("ol");
  found.className = "found";
  found.dataset.script = "";
  const said = document.createElement("p");
  said.dataset.script = "";
  said.setAttribute("role", "status");
  place.append(said, found);

  const show = () => {
    const isAsked = toWords(field.value).length > 0;
    const best = isAsked ? findAll(field.value, lines) : [];
    for (const group of groups) group.hidden = best.length > 0;
    found.replaceChildren(...best.map((line) => toItem(line, field.value)));
    found.hidden = best.length === 0;
    const nouns = noun.replace(/\b(?= or |$)/g, "s");
    if (!isAsked) said.textContent = "";
    else if (best.length === 0) said.textContent = `No ${noun} has these words. All are below.`;
    else said.textContent = `${best.length} of ${lines.length} ${nouns}, the best found first.`;
  };
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    if (field.value === "") address.searchParams.delete("find");
    else address.searchParams.set("find", field.value);
    history.replaceState(history.state, "", address);
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.focus();
  });
  field.value = new URLSearchParams(location.search).get("find") ?? "";
  show();
}
