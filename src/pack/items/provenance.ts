import { arrivalOf, arrivalsOf, stateWords } from "../../report/arrivals.ts";
import { capitalise, formatCount, formatDay } from "../../report/format.ts";
import { nameSome } from "../../report/held.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { lowReliabilityWords } from "../../report/lowReliability.ts";
import { sourceName } from "../../report/names.ts";
import type { Report, SourceState } from "../../report/report.ts";
import { resting, type Said, said } from "../../report/said.ts";
import type { Site } from "../../report/series.ts";
import { type AgendaItem, dayOr, noneOf, type Paper, paperTable, tally } from "../agenda.ts";

/** What a pack was made from, besides its figures. */
export interface Provenance {
  version: string;
  /** The day the month's extracts had come by. */
  receivedBy: string;
  /** One hash to all the extracts, the models, the settings and the program. */
  digests: readonly { of: string; files: number; sha256: string }[];
  /** Why the pack was made again, oldest first. */
  reissues: readonly string[];
}

const missingWords = { missing: "missing", late: "late", refused: "refused" } as const;

/** How a source stands and, where files of it are missing, of which days the last of them are. */
function stateIn({ asAt }: Report, source: SourceState): string {
  const words = capitalise(stateWords(source, asAt));
  if (arrivalOf(source, asAt) === "never received" || source.missing.length === 0) return words;
  const missing = source.missing
    .slice(-3)
    .map(({ from, to, problem }) => `${formatDay(from)} to ${formatDay(to)} ${missingWords[problem]}`);
  return `${words}: ${missing.join("; ")}`;
}

function sourceTable(site: Site): Html {
  const { report } = site;
  const rows = report.sources.map((source): Content[] => [
    sourceName(source.id),
    dayOr(source.received_on, "never"),
    source.covers_to ? formatDay(source.covers_to) : "",
    formatCount(source.files),
    formatCount(source.rows_loaded),
    formatCount(source.rows_quarantined),
    stateIn(report, source),
  ]);
  return paperTable(
    "Each source, as its extracts had come",
    [
      { label: "Source", kind: "wide" },
      { label: "Last received", kind: "short" },
      { label: "Covers to", kind: "short" },
      { label: "Files", kind: "number" },
      { label: "Rows loaded", kind: "number" },
      { label: "Set aside", kind: "number" },
      { label: "State", kind: "wide" },
    ],
    rows,
    { basis: resting(site, { build: "sources" }) },
  );
}

function checkTable(site: Site): Content {
  const { report } = site;
  const failing = report.checks.filter(({ rows }) => rows > 0);
  const isWhole = arrivalsOf(report.sources, report.asAt).never.length === 0;
  if (failing.length === 0)
    return noneOf(
      said(
        site,
        [{ build: "checks" }],
        `All ${formatCount(report.checks.length)} checks of the data found nothing${isWhole ? "" : " in what was loaded"}.`,
      ),
    );
  return paperTable(
    `Checks of the data that found something, of ${formatCount(report.checks.length)}`,
    [
      { label: "Check", kind: "wide" },
      { label: "Kind" },
      { label: "Rows", kind: "number" },
      { label: "Owner" },
    ],
    failing.map(({ title, severity, rows, owner }) => [
      title,
      capitalise(severity),
      formatCount(rows),
      owner,
    ]),
    { basis: resting(site, { build: "checks" }) },
  );
}

/** The data's state, a sentence to each part of it: what is late, refused or set aside. */
export function dataSaid(site: Site): Said<string>[] {
  const { report } = site;
  const { expected, current, due, late, never } = arrivalsOf(report.sources, report.asAt);
  const aside = report.sources.reduce((sum, source) => sum + source.rows_quarantined, 0);
  const empty = report.sources.reduce((sum, source) => sum + source.values_blanked, 0);
  const failing = report.checks.filter(({ rows }) => rows > 0).length;
  const ofSources = [
    current === expected ? `All ${formatCount(expected)} sources are up to date.` : "",
    due.length > 0 ? `Due later: ${due.join(", ")}.` : "",
    late.length > 0 ? `Late or incomplete: ${late.join(", ")}.` : "",
    never.length > 0
      ? `${formatCount(never.length)} of ${formatCount(expected)} sources never received: ${nameSome(never)}.`
      : "",
  ];
  const ofFiles = [
    report.refused.length > 0 ? `${tally(report.refused.length, "file", "files")} refused.` : "",
    aside > 0 ? `${tally(aside, "row is", "rows are")} set aside.` : "",
    empty > 0 ? `${tally(empty, "value", "values")} that can’t be used left empty.` : "",
  ];
  const ofChecks = [failing > 0 ? `${tally(failing, "check", "checks")} found something to look at.` : ""];
  const all = [
    ["sources", ofSources],
    ["files", ofFiles],
    ["checks", ofChecks],
  ] as const;
  const ofBuild = all.flatMap(([build, sentences]) =>
    sentences.filter((words) => words !== "").map((words) => said(site, [{ build }], words)),
  );
  const low = lowReliabilityWords(site);
  return low.text === "" ? ofBuild : [...ofBuild, low];
}

/** The last item: how complete the data was, and what the pack was made from, so that it can be made again. */
export function provenanceItem({ site }: Paper, provenance: Provenance): AgendaItem {
  const { report } = site;
  const { version, receivedBy, digests, reissues } = provenance;
  const refused =
    report.refused.length === 0
      ? ""
      : paperTable(
          "Files refused: nothing of them is in the figures",
          [
            { label: "File", kind: "wide" },
            { label: "Problem", kind: "wide" },
          ],
          report.refused.map(({ file, problem }) => [file, problem]),
          { basis: resting(site, { build: "files" }) },
        );
  const made = paperTable(
    "What it was made from",
    [
      { label: "What", kind: "wide" },
      { label: "Files", kind: "number" },
      { label: "SHA-256 of all", kind: "wide" },
    ],
    digests.map(({ of, files, sha256 }) => [of, formatCount(files), html`<code>${sha256}</code>`]),
    { basis: resting(site, { build: "files" }) },
  );
  const again = html`
    <p>
      Made with Candour ${version} from the extracts received by ${formatDay(receivedBy)}. The same extracts
      make the same pack, byte for byte, whatever has been received since: <code>npm run candour -- pack --month ${site.month}</code>.
      The hash of each file is in manifest.json, beside this document.
    </p>`;
  const issued =
    reissues.length === 0
      ? ""
      : html`<h3>Reissues</h3><ol>${reissues.map((reason) => html`<li>${reason}</li>`)}</ol>`;
  return {
    id: "provenance",
    title: "The data: its state, and where it came from",
    lead: dataSaid(site),
    body: html`${sourceTable(site)}${refused}${checkTable(site)}<h3>Provenance</h3>${again}${issued}${made}`,
  };
}
