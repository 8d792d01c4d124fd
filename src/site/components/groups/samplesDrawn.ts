import { monthsBetween } from "../../../../loaders/dates.ts";
import type { Drawable, SampleDrawn } from "../../../casework/sampling.ts";
import { hasCases } from "../../../report/forBoard.ts";
import { capitalise, formatCount, formatMonth, formatShortDay, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { resting, said, saidHtml } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";

/** How many months with a draw are shown, the latest first. */
const mostMonths = 12;

const countOf = (own: readonly SampleDrawn[], state: SampleDrawn["state"]) =>
  formatCount(own.filter((one) => one.state === state).length);

/** What became of each month's draw, a line to each sampling; of a month without a draw it isn't held, which is never zero. */
function byMonth(site: Site): Html {
  const { drawn } = site.report.casework;
  const first = drawn[0]?.month ?? site.month;
  const months = monthsBetween(first, site.month).slice(-mostMonths).reverse();
  const hasReadings = missingWords(site, "samples") === null;
  const rows = months.flatMap((month): Content[][] => {
    const own = drawn.filter((one) => one.month === month);
    if (own.length === 0)
      return [[formatMonth(month), "Not held: no draw was kept", ...Array.from({ length: 4 }, () => "[x]")]];
    const samplings = [...new Set(own.map(({ sampling }) => sampling))];
    return samplings.map((sampling) => {
      const of = own.filter((one) => one.sampling === sampling);
      const readings = hasReadings ? [countOf(of, "read"), countOf(of, "not yet read")] : ["[x]", "[x]"];
      return [
        formatMonth(month),
        capitalise(sampling),
        formatCount(of.length),
        ...readings,
        countOf(of, "replaced"),
      ];
    });
  });
  return dataTable(
    html`<span class="unseen">Samples drawn by month, and what had become of them</span>`,
    [
      { label: "Drawn for", isShort: true },
      { label: "Sampling" },
      { label: "Drawn", numeric: true },
      { label: "Read", numeric: true },
      { label: "Not yet read", numeric: true },
      { label: "Replaced", numeric: true },
    ],
    rows,
  );
}

function replacedTable(drawn: readonly SampleDrawn[]): Html | "" {
  const own = drawn.filter(({ state }) => state === "replaced");
  if (own.length === 0) return "";
  const byId = new Map(drawn.map((one) => [one.sample_id, one]));
  const rows = own.map((one): Content[] => [
    one.case_reference,
    formatMonth(one.month),
    capitalise(one.sampling),
    one.team,
    one.replaced_why,
    one.replaced_by === null
      ? "None: its group had no other case"
      : (byId.get(one.replaced_by)?.case_reference ?? one.replaced_by),
  ]);
  const table = dataTable(
    html`<span class="unseen">Samples replaced, and why</span>`,
    [
      { label: "Case" },
      { label: "Drawn for", isShort: true },
      { label: "Sampling" },
      { label: "Team" },
      { label: "Why it isn’t read" },
      { label: "Read in its place" },
    ],
    rows,
    "cases",
  );
  return fold(`${plural(own.length, "sample")} replaced, and why`, table);
}

function unreadTable(drawn: readonly SampleDrawn[]): Html | "" {
  const own = drawn.filter(({ state }) => state === "not yet read");
  if (own.length === 0) return "";
  const rows = own.map((one): Content[] => [
    one.case_reference,
    formatMonth(one.month),
    capitalise(one.sampling),
    one.team,
    formatShortDay(one.due_on),
  ]);
  const table = dataTable(
    html`<span class="unseen">Samples drawn and not yet read, those due first at the top</span>`,
    [
      { label: "Case to read" },
      { label: "Drawn for", isShort: true },
      { label: "Sampling" },
      { label: "Team" },
      { label: "To be read by", isShort: true },
    ],
    rows,
    "cases",
  );
  return fold(`${plural(own.length, "sample")} drawn and not yet read`, table);
}

/** What could be drawn on for the month, in a sentence. */
function drawableWords(site: Site): Html {
  const { drawable } = site.report.casework;
  const countIn = (meaning: Drawable["sampling_meaning"]) =>
    plural(drawable.find((one) => one.sampling_meaning === meaning)?.cases ?? 0, "case");
  const words = `Samples for ${formatMonth(site.month)} could be drawn from ${countIn("open cases")} open at its end and ${countIn("closed cases")} closed in it.`;
  return html`<p class="explain">${saidHtml(said(site, [{ list: "drawable" }], words))}</p>`;
}

/** What quality samples were drawn for each month, and what had become of them: read, not yet read, replaced and why. */
export function samplesDrawn(site: Site): Html {
  const { drawn } = site.report.casework;
  const isListed = hasCases(site.report) && missingWords(site, "samples") === null;
  const basis = resting(site, { build: "draws" });
  const content =
    drawn.length === 0
      ? html`<p class="says">Not held: no draw of quality samples was kept. The command sample draws them, and keeps what it drew.</p>`
      : html`
        ${byMonth(site)}
        ${isListed ? unreadTable(drawn) : ""}
        ${hasCases(site.report) ? replacedTable(drawn) : ""}`;
  return html`
    <section class="panel" id="samples-drawn">
      <h2>Samples drawn</h2>
      <div${basis}>${content}</div>
      ${drawableWords(site)}
    </section>`;
}
