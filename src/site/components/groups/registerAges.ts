import { type AgeBand, ageBandsOf } from "../../../casework/limits.ts";
import { registersOf } from "../../../casework/ownWords.ts";
import type { RegisterItem } from "../../../casework/registers.ts";
import { hasCases } from "../../../report/forBoard.ts";
import { capitalise, formatCount, formatDay, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, html } from "../../../report/html.ts";
import { registerPath } from "../../../report/names.ts";
import { isPageOff } from "../../../report/pageNames.ts";
import { resting, said, saidHtml } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable } from "../dataTable.ts";
import { ageBar } from "./ageBar.ts";

/** What the ages say, from the youngest band: '36 items are open, 13 of them for more than 28 days; the oldest, 176 days'. */
export function agesFinding(items: readonly RegisterItem[], [youngest]: readonly AgeBand[]): string {
  if (items.length === 0) return "No item is open in any register";
  const oldest = plural(Math.max(...items.map(({ age_days }) => age_days)), "day");
  if (items.length === 1) return `One item is open, for ${oldest}`;
  const long = items.filter(({ age }) => age !== youngest?.age).length;
  const older = youngest?.until_days
    ? ` ${long === 0 ? "none" : formatCount(long)} for more than ${plural(youngest.until_days - 1, "day")};`
    : "";
  return `${formatCount(items.length)} items are open,${older} the oldest for ${oldest}`;
}

/** The open items of each register by age since receipt. Nothing in the public edition. */
export function registerAges(site: Site): Content {
  if (site.report.edition === "public") return "";
  const open = site.report.casework.items.filter(({ closed_on }) => closed_on === null);
  const list = { list: "items" } as const;
  if (missingWords(site, list.list) !== null)
    return html`<section class="panel"><h2>${saidHtml(said(site, [list], ""))}</h2></section>`;
  const ages = ageBandsOf(site.report.casework, "register items");
  const of = (register: string) => open.filter((item) => item.register === register);
  const registers = registersOf(site.report.casework);
  const most = Math.max(1, ...registers.map((register) => of(register).length));
  const rows = registers.map((register): Content[] => {
    const own = of(register);
    const counts = ages.map((band) => own.filter(({ age }) => age === band.age).length);
    return [
      hasCases(site.report) && !isPageOff(site.report, "registers")
        ? html`<a href="./${registerPath(register)}.html">${capitalise(register)}</a>`
        : capitalise(register),
      ageBar(counts, most),
      html`<strong>${formatCount(own.length)}</strong>`,
      ...counts.map((count) => (count === 0 ? html`<span class="quiet">0</span>` : formatCount(count))),
    ];
  });
  const columns = [
    { label: "Register" },
    { label: "By age" },
    { label: "Open", numeric: true },
    ...ages.map(({ age }) => ({ label: capitalise(age), numeric: true })),
  ];
  const caption = html`
    <span class="unseen">Open items by register and age since receipt, ${formatDay(site.report.asAt)}</span>`;
  return html`
    <section class="panel"${resting(site, list)}>
      <h2>${agesFinding(open, ages)}</h2>
      <p class="says">A bar to a register, the older its items the stronger the shade.</p>
      ${dataTable(caption, columns, rows, "ages")}
    </section>`;
}
