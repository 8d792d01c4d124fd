import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { ownTypeface } from "../pack/ownTypeface.ts";
import { projectFile } from "../project.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatDimension,
  formatGroup,
  formatList,
  formatMonth,
  formatValue,
  plural,
} from "../report/format.ts";
import { type Content, type Html, html, trusted } from "../report/html.ts";
import { labelWords } from "../report/labelWords.ts";
import { editionName } from "../report/names.ts";
import { dataTable, fold } from "../site/components/dataTable.ts";
import { marker } from "../site/components/marker.ts";
import type { Word } from "./releaseRecord.ts";
import type { Revised } from "./revisions.ts";
import type { HiddenIn, Placed, SignOff } from "./signOff.ts";

const mark = "SIGN-OFF: not for publication";

const numeric = (label: string) => ({ label, numeric: true });

const breakdownWords = (breakdown: string) =>
  breakdown === "" ? "Total" : `By ${formatList(breakdown.split(",").map(formatDimension))}`;

const titleOf = ({ titles }: SignOff, measure: string) => titles.get(measure) ?? measure;

const momentWords = (at: string) => `${formatDay(at)} at ${at.slice(11, 16)} (UTC)`;

/** What the page is of, as a list of names and what they are. */
function facts(rows: readonly (readonly [name: string, value: Content])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function ofRelease(signOff: SignOff): Html {
  const { record, edition, signing, state, roles } = signOff;
  const reissue = record.reissue === null ? [] : [["Why it is reissued", record.reissue] as const];
  return facts([
    ["Edition", edition === 1 ? "The first" : `${capitalise(editionName(edition))}: a reissue`],
    ...reissue,
    ["Figures as at", formatDay(record.as_at)],
    ["Extracts", `received by ${formatDay(record.received_by)}`],
    ["Published", formatDay(record.published_on)],
    [state === "release" ? "Signed by" : "To be signed by", signing.signedBy],
    ["Words read by", signing.readBy ?? "nobody yet"],
    [state === "release" ? "Signed" : "Rehearsed", momentWords(record.signed_at)],
    ["Who may sign and read", roles.join(", ")],
    ["Made by", `Candour ${record.candour}, by the plan ${record.plan_sha256.slice(0, 12)}…`],
  ]);
}

const isFew = (threshold: number) => (one: Revised) =>
  one.changes.some((change) => change < threshold - 1e-9);

/** What is to be looked at closely, a line each. */
function first(signOff: SignOff): Html {
  const { fresh, revised, threshold, warnings, record, attacked, refused } = signOff;
  const few = revised.filter(isFew(threshold)).length;
  const warned = warnings.length + record.warnings.length + refused.length;
  const labels = fresh.filter(({ kind }) => kind.startsWith("a label")).length;
  const lines = [
    `${attacked.exposed.length === 0 ? "No small count" : plural(attacked.exposed.length, "small count")} can be worked out from all releases together.`,
    `${plural(labels, "label")} of groups and ${plural(fresh.length - labels, "other text")} no release has shown before.`,
    `${plural(revised.length, "figure")} revised, ${formatCount(few)} of them by fewer than ${formatCount(threshold)}.`,
    ...(refused.length === 0
      ? []
      : [
          `${plural(refused.length, "file")} couldn’t be read: no figure has anything of what the warnings name.`,
        ]),
    `${plural(warned, "warning")}.`,
  ];
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

const percent = (part: number, whole: number) =>
  whole === 0 ? "" : `${formatValue((100 * part) / whole, "percent")}`;

const hiddenOf = ({ small, givesAway, partHidden }: HiddenIn) => small + givesAway + partHidden;

function hiddenSection(signOff: SignOff): Html {
  const { hidden, threshold, protectsZeros, groupDisclosure } = signOff;
  const ofGroups =
    groupDisclosure > 0
      ? ` So is none or all of a group of fewer than ${formatCount(groupDisclosure)}: it would tell the outcome of each.`
      : "";
  const some = hidden.filter((one) => hiddenOf(one) > 0);
  const sum = (of: (one: HiddenIn) => number) => hidden.reduce((total, one) => total + of(one), 0);
  const cells = (one: HiddenIn): Content[] => [
    formatCount(one.small),
    formatCount(one.givesAway),
    formatCount(one.partHidden),
    formatCount(one.figures),
    percent(hiddenOf(one), one.figures),
  ];
  const all = {
    measure: "",
    breakdown: "",
    figures: sum(({ figures }) => figures),
    small: sum(({ small }) => small),
    givesAway: sum(({ givesAway }) => givesAway),
    partHidden: sum(({ partHidden }) => partHidden),
  };
  const rows = some.map((one) => [
    titleOf(signOff, one.measure),
    breakdownWords(one.breakdown),
    ...cells(one),
  ]);
  return html`
    <h2>What is hidden, and why</h2>
    <p class="says">
      A count from 1 to ${formatCount(threshold - 1)} is small and hidden${protectsZeros ? ", and so is a zero" : ""}:
      it could point to somebody. So is what was taken of so few, such as a middle value.${ofGroups} Another is hidden where it
      would give away one that is small. A year to date is hidden where a month or quarter of it is.
    </p>
    ${dataTable(
      "Figures by why they are hidden",
      [
        { label: "Measure" },
        { label: "Breakdown" },
        numeric("Small"),
        numeric("Gives one away"),
        numeric("Part is hidden"),
        numeric("All figures"),
        numeric("Hidden"),
      ],
      [["All", "", ...cells(all)], ...rows],
    )}`;
}

function spanWords({ from, to }: Placed): string {
  if (!Number.isFinite(from)) return "No upper end";
  if (from === 0) return "Exactly";
  if (to !== null && !Number.isFinite(to)) return `A span of ${formatCount(from)} or more`;
  return `A span of ${formatCount(from)} up to ${formatCount(to ?? from)}`;
}

function placedSection({ placed, threshold, attacked, answers }: SignOff): Html {
  const said = [
    `By somebody who has every table of every release. A small count must keep a span of ${formatCount(threshold)} at least.`,
    `All releases have ${formatCount(attacked.cells)} counts, ${formatCount(attacked.hidden)} of them never shown.`,
    answers.length === 0
      ? "No answer was made with these releases."
      : `${plural(answers.length, "answer")} ${answers.length === 1 ? "is" : "are"} reckoned with: ${formatList(answers)}.`,
  ];
  return html`
    <h2>How closely a hidden count could be placed</h2>
    <p class="says">${said.join(" ")}</p>
    ${dataTable(
      "Hidden counts by the span they could be placed within",
      [{ label: "Could be placed" }, numeric("Small counts"), numeric("Others")],
      placed.map((one) => [spanWords(one), formatCount(one.small), formatCount(one.others)]),
    )}`;
}

/** The least a count of a revised figure has changed by, and whether that is of few. */
function changeWords({ changes, revision }: Revised, threshold: number): Content {
  if (changes.length === 0) return "no count of it";
  // What is hidden now must not be worked out from this page.
  const words = revision.is === null ? "" : changes.map(formatCount).join(", ");
  const few = `fewer than ${formatCount(threshold)}`;
  const isOfFew = changes.some((change) => change < threshold - 1e-9);
  if (!isOfFew) return words || `${formatCount(threshold)} or more`;
  return html`<strong class="few">${words === "" ? few : `${words}: ${few}`}</strong>`;
}

function revisedSection(signOff: SignOff): Html {
  const { revised, threshold } = signOff;
  const heading = html`<h2>What each revision gives away</h2>`;
  if (revised.length === 0) return html`${heading}<p>No figure is revised.</p>`;
  const few = revised.filter(isFew(threshold));
  const others = revised.filter((one) => !few.includes(one));
  const row = (one: Revised): Content[] => {
    const { measure, period, group, unit, was, is, status, why } = one.revision;
    return [
      titleOf(signOff, measure),
      labelWords(period),
      group === "" ? "Total" : formatGroup(group),
      formatValue(was, unit),
      is === null ? marker(status) : formatValue(is, unit),
      changeWords(one, threshold),
      capitalise(why),
    ];
  };
  const columns = [
    { label: "Measure" },
    { label: "Period" },
    { label: "Group" },
    numeric("From"),
    numeric("To"),
    { label: "Counts changed by" },
    { label: "Why" },
  ];
  const table = (caption: string, list: readonly Revised[]) =>
    list.length === 0 ? "" : dataTable(caption, columns, list.map(row));
  return html`
    ${heading}
    <p class="says">
      Whoever holds two releases knows the change between them. A change of fewer than ${formatCount(threshold)} is of so few people.
      Of a share the numerator, the denominator and what is left of it are counts.
    </p>
    ${table(`${plural(few.length, "figure")} whose counts changed by fewer than ${formatCount(threshold)}`, few)}
    ${table(`${plural(others.length, "figure")} whose counts changed by ${formatCount(threshold)} or more, or that has none`, others)}`;
}

/** What is kept back of revisions, and of what it is decided that nothing is. */
function keptSection(signOff: SignOff): Html {
  const { kept, decisions, threshold } = signOff;
  const all = kept.reduce((sum, { figures }) => sum + figures, 0);
  const columns = [{ label: "Measure" }, { label: "Breakdown" }, numeric("Figures")];
  const rows = kept.map(({ measure, breakdown, figures }) => [
    titleOf(signOff, measure),
    breakdownWords(breakdown),
    formatCount(figures),
  ]);
  const decided = decisions.map(({ measure, by, group, periods, reason, decided_by: role }) => [
    titleOf(signOff, measure),
    `${breakdownWords(by === "total" ? "" : by)}${group === undefined ? "" : `: ${group}`}`,
    periods === undefined ? "All" : periods.map(labelWords).join(", "),
    html`<span class="text">${reason}</span>`,
    role,
  ]);
  return html`
    <h2>Revisions that are kept back</h2>
    ${
      all === 0
        ? html`<p>There are none.</p>`
        : html`
    <p class="says">
      ${capitalise(plural(all, "figure"))} ${all === 1 ? "is" : "are"} as published before: since then a count of each has changed by
      fewer than ${formatCount(threshold)}, or by what would tell of one that has. Each is revised once its change is of more. One that
      must be revised now is named under revisions in the plan, with who decided so and why.
    </p>
    ${dataTable("Figures as published before", columns, rows)}`
    }
    ${
      decided.length === 0
        ? ""
        : dataTable(
            "Revised however few a change is of, by decision",
            [
              { label: "Measure" },
              { label: "Breakdown" },
              { label: "Periods" },
              { label: "Why" },
              { label: "Decided by" },
            ],
            decided,
          )
    }`;
}

/** Words by what they are, a table to each kind; `last` heads a column of who read them, where they differ. */
function wordsTables(signOff: SignOff, words: readonly (Word & { by?: string })[], last = ""): Html[] {
  const kinds = [...new Set(words.map(({ kind }) => kind))];
  const more = last === "" ? [] : [{ label: last }];
  return kinds.map((kind) =>
    dataTable(
      capitalise(kind),
      [{ label: "Of" }, { label: "Words" }, ...more],
      words
        .filter((word) => word.kind === kind)
        .map(({ of, text, by }) => [
          of === "" ? "This release" : titleOf(signOff, of),
          html`<span class="text">${text}</span>`,
          ...(last === "" ? [] : [by]),
        ]),
      "words",
    ),
  );
}

function wordsSection(signOff: SignOff): Html {
  const { fresh, read, signing } = signOff;
  const before = read.map(({ month, readBy, ...word }) => ({
    ...word,
    by: `${readBy ?? "nobody"}, ${formatMonth(month)}`,
  }));
  const by =
    signing.readBy === null ? "Nobody but who wrote them has read them yet." : `Read by ${signing.readBy}.`;
  return html`
    <h2>Labels and words that no release has shown before</h2>
    ${
      fresh.length === 0
        ? html`<p>There are none.</p>`
        : html`
    <p class="says">
      ${plural(fresh.length, "text")}. ${by} A label comes from a system as somebody typed it, and words are somebody’s:
      read each for a person’s name, or what tells of one. Numbers and dates of a figure’s note stand as #.
    </p>
    ${wordsTables(signOff, fresh)}`
    }
    ${
      before.length === 0
        ? ""
        : fold(
            `${plural(before.length, "text")} that a release before has shown, and who read them`,
            wordsTables(signOff, before, "Read by"),
          )
    }`;
}

/** What the scan took for somebody, and is nobody: who decided so and why. */
function clearedSection({ cleared }: SignOff): Html {
  const used = cleared.filter(({ findings }) => findings > 0);
  const rows = used.map(({ clearance, findings }) => [
    html`<span class="text">${clearance.text}</span>`,
    capitalise(clearance.what),
    clearance.file ?? "Everywhere",
    formatCount(findings),
    clearance.reason,
    clearance.by,
  ]);
  const columns = [
    { label: "Words" },
    { label: "Found as" },
    { label: "Where" },
    numeric("Findings"),
    { label: "Why it is about nobody" },
    { label: "Decided by" },
  ];
  return html`
    <h2>False alarms of the search for people</h2>
    ${
      rows.length === 0
        ? html`<p>There are none.</p>`
        : dataTable(`${plural(rows.length, "text")} cleared`, columns, rows)
    }`;
}

function filesSection({ files, reconciled }: SignOff): Html {
  const rows = files.map(({ kind, files: of, sha256 }) => [
    kind,
    formatCount(Object.keys(of).length),
    html`<span class="hash">${sha256}</span>`,
  ]);
  const all = files.flatMap(({ files: of }) => Object.entries(of));
  const searched = [
    "Every byte was searched for people and for hidden numbers, and nothing was found but the false alarms above.",
    `${plural(reconciled.pageCells, "cell")} of pages agree with every download.`,
    reconciled.packNumbers > 0
      ? `${plural(reconciled.packNumbers, "number")} are those of the month’s pack.`
      : "The month has no pack to hold them against.",
  ];
  return html`
    <h2>What goes out</h2>
    <p class="says">${searched.join(" ")}</p>
    ${dataTable("Files, and one SHA-256 for those of each kind", [{ label: "Kind" }, numeric("Files"), { label: "SHA-256" }], rows)}
    ${fold(
      `Each of the ${plural(all.length, "file")}`,
      dataTable(
        "Each file and its SHA-256",
        [{ label: "File" }, { label: "SHA-256" }],
        all.map(([name, sha256]) => [
          html`<span class="file">${name}</span>`,
          html`<span class="hash">${sha256}</span>`,
        ]),
      ),
    )}`;
}

function warningsSection({ warnings, record, refused }: SignOff): Html {
  const lines = [
    ...refused.map((line) => `Refused: ${line}`),
    ...warnings.map(capitalise),
    ...record.warnings.map(({ id, title, rows }) => `Not so of ${plural(rows, "row")}: ${title} (${id})`),
  ];
  const list =
    lines.length === 0
      ? html`<p>There are none.</p>`
      : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<h2>Warnings</h2>${list}`;
}

/** Where two people sign on paper. */
function signatures({ signing, state }: SignOff): Html {
  const rows = [
    ["Signs", signing.signedBy],
    ["Reads", signing.readBy ?? ""],
  ];
  const said = state === "release" ? "Signed and read by" : "To be signed and read by";
  return html`
    <h2>Who signs and who reads</h2>
    ${dataTable(
      said,
      [{ label: "Who" }, { label: "Role" }, { label: "Date" }, { label: "Signature" }],
      rows.map(([who, role]) => [who, role, "", ""]),
      "signature",
    )}`;
}

const quote = (text: string) => `"${text.replace(/["\\\n<]/g, " ")}"`;

/** The site's own stylesheet, as far as this page needs it, and the words on each sheet of paper. */
function styleFor(title: string): Html {
  const site = ["1-base", "2-frame", "5-tables", "6-phone", "7-paper"].map(
    (name) => `site/style/${name}.css`,
  );
  const sheets = [...site, "release/signOff.css"].map((name) =>
    readFileSync(projectFile(joinPath("src", name)), "utf8"),
  );
  const running = `@page { @top-left { content: ${quote(mark)}; } @top-right { content: ${quote(title)}; } }`;
  return trusted([ownTypeface("Candour Sans"), ...sheets, running].join("\n"));
}

/**
 * The page a second reader has before them: one HTML document that fetches nothing and has no script, for screen and for
 * paper. It holds nothing of any person, but says how much is hidden where, so it isn't for publication.
 */
export function signOffPage(signOff: SignOff): string {
  const { title, month, office, language, state, edition } = signOff;
  const name = `${title}, ${formatMonth(month)}${edition > 1 ? `, ${editionName(edition)}` : ""}`;
  const of = state === "release" ? "Signed" : "Rehearsed, not released";
  return html`
    <!DOCTYPE html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Sign-off: ${name}</title>
        <style>${styleFor(name)}</style>
      </head>
      <body>
        <header><div class="masthead"><p class="brand">${office}</p><p class="edition">${mark}</p></div></header>
        <main>
          <h1>Sign-off: ${name}</h1>
          <p class="lead">${of}.</p>
          ${ofRelease(signOff)}
          <h2>What to look at first</h2>
          ${first(signOff)}
          ${wordsSection(signOff)}
          ${revisedSection(signOff)}
          ${keptSection(signOff)}
          ${hiddenSection(signOff)}
          ${placedSection(signOff)}
          ${warningsSection(signOff)}
          ${clearedSection(signOff)}
          ${filesSection(signOff)}
          ${signatures(signOff)}
        </main>
      </body>
    </html>`.text;
}
