import type { RegisterItem } from "../../../casework/registers.ts";
import { capitalise, formatCount, formatDay, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { registerNames, registerPath } from "../../../report/names.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable } from "../dataTable.ts";

/** The ages of the measure register-open-items, in days since receipt, and how strongly each is drawn. */
const ages = [
  { name: "0 to 28 days", to: 28, shade: 0.15 },
  { name: "29 to 90 days", to: 90, shade: 0.4 },
  { name: "91 to 180 days", to: 180, shade: 0.7 },
  { name: "over 180 days", to: Number.POSITIVE_INFINITY, shade: 1 },
] as const;

/** How many items are of each age. */
function countsOf(items: readonly RegisterItem[]): number[] {
  return ages.map(({ to }, index) => {
    const above = ages[index - 1]?.to ?? -1;
    return items.filter(({ age_days }) => age_days > above && age_days <= to).length;
  });
}

/** Bars of each age side by side, stronger the older, on the scale of the fullest register. */
function ageBar(counts: readonly number[], most: number): Html {
  let from = 0;
  const bars = counts.map((count, index) => {
    const wide = (100 * count) / most;
    const bar =
      count === 0
        ? ""
        : html`<rect x="${from.toFixed(1)}" width="${wide.toFixed(1)}" y="0.5" height="11" fill="var(--line)" fill-opacity="${ages[index]?.shade ?? 1}" stroke="var(--axis)" vector-effect="non-scaling-stroke"></rect>`;
    from += wide;
    return bar;
  });
  return html`<svg class="age-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">${bars}</svg>`;
}

/** What the ages say: '36 items are open, 13 of them for more than 28 days; the oldest, 176 days'. */
export function agesFinding(items: readonly RegisterItem[]): string {
  if (items.length === 0) return "No item is open in any register";
  const oldest = plural(Math.max(...items.map(({ age_days }) => age_days)), "day");
  if (items.length === 1) return `One item is open, for ${oldest}`;
  const long = items.filter(({ age_days }) => age_days > 28).length;
  const older = long === 0 ? "none for more than 28 days" : `${formatCount(long)} for more than 28 days`;
  return `${formatCount(items.length)} items are open, ${older}; the oldest for ${oldest}`;
}

/** The open items of each register by age since receipt. Nothing in the public edition. */
export function registerAges(site: Site): Content {
  if (site.report.edition === "public") return "";
  const open = site.report.casework.items.filter(({ closed_on }) => closed_on === null);
  const missing = open.length === 0 ? missingWords(site, "items") : null;
  if (missing !== null) return html`<section class="panel"><h2>${missing}</h2></section>`;
  const of = (register: string) => open.filter((item) => item.register === register);
  const most = Math.max(1, ...registerNames.map((register) => of(register).length));
  const rows = registerNames.map((register): Content[] => {
    const counts = countsOf(of(register));
    return [
      html`<a href="./${registerPath(register)}.html">${capitalise(register)}</a>`,
      ageBar(counts, most),
      html`<strong>${formatCount(of(register).length)}</strong>`,
      ...counts.map((count) => (count === 0 ? html`<span class="quiet">0</span>` : formatCount(count))),
    ];
  });
  const columns = [
    { label: "Register" },
    { label: "By age" },
    { label: "Open", numeric: true },
    ...ages.map(({ name }) => ({ label: capitalise(name), numeric: true })),
  ];
  const caption = html`<span class="unseen">Open items by register and age since receipt, ${formatDay(site.report.asAt)}</span>`;
  return html`<section class="panel"><h2>${agesFinding(open)}</h2><p class="says">A bar to a register, the older its items the stronger the shade.</p>${dataTable(caption, columns, rows, "ages")}</section>`;
}
