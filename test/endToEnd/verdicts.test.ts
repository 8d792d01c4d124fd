import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { endOfMonth } from "../../loaders/dates.ts";
import { readMeasures } from "../../src/catalogue/readMeasures.ts";
import { aimOf } from "../../src/catalogue/targets.ts";
import { programSettings } from "../../src/project.ts";
import { isLong } from "../gear.ts";
import { builtOffice } from "./office.ts";

/** A figure as figures.csv has it: what is said on pages is checked against nothing else. */
type Row = Record<string, string>;

function parseCsv(text: string): Row[] {
  const [head = [], ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
  return lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""])));
}

const smallNumbers = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const numberOf = (word: string) => (/^\d/.test(word) ? Number(word) : smallNumbers.indexOf(word));

const monthNames =
  "January|February|March|April|May|June|July|August|September|October|November|December".split("|");

function monthOf(words: string): string {
  const [name = "", year = ""] = words.split(" ");
  return `${year}-${String(monthNames.indexOf(name) + 1).padStart(2, "0")}`;
}

/** Office and pages: the small office, or another build by `CANDOUR_BUILT=dist`. */
let out = "";
let months: Map<string, Row[]>;
/** The months of each group, by what the line of its verdict says it is of. */
let groups: Map<string, Row[]>;
let measures: ReturnType<typeof readMeasures>;

beforeAll(async () => {
  out = process.env.CANDOUR_BUILT ?? (await builtOffice()).out;
  const rows = parseCsv(readFileSync(join(out, "internal/data/figures.csv"), "utf8"));
  months = new Map();
  groups = new Map();
  for (const row of rows) {
    if (row.period_kind !== "month") continue;
    const isTotal = row.breakdown === "";
    const key = isTotal ? (row.measure ?? "") : `${row.measure}/${row.breakdown}/${row.group}`;
    const all = isTotal ? months : groups;
    const own = all.get(key);
    if (own) own.push(row);
    else all.set(key, [row]);
  }
  for (const own of [...months.values(), ...groups.values()])
    own.sort((a, b) => ((a.period ?? "") < (b.period ?? "") ? -1 : 1));
  const asAt =
    [...months.values()]
      .map((own) => own.at(-1)?.period ?? "")
      .sort()
      .at(-1) ?? "";
  measures = readMeasures(endOfMonth(`${asAt}-01`), programSettings);
}, 240_000);

const isWhole = ({ value, status }: Row) => value !== "" && status !== "p" && status !== "u";

/** Whether a month met the target of its day, by its value alone. */
function isMet(id: string, row: Row): boolean {
  const measure = measures.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  const { target } = aimOf(measure, {
    period_start: row.period_start ?? "",
    period_end: row.period_end ?? "",
    taken_on: row.taken_on || null,
  });
  if (!target) throw new Error(`no target: ${id} in ${row.period}`);
  return target.comparison === "at least"
    ? Number(row.value) >= target.value
    : Number(row.value) <= target.value;
}

/** What of a sentence on a target isn't so. */
function faultsOfRecord(id: string, text: string, own: readonly Row[]): string[] {
  const told =
    /[Mm]et in (none|every one|\d+) of (?:the last (\d+) months|the (\S+) months (?:with a figure )?since (\w+ \d{4}))/.exec(
      text,
    );
  if (!told) return [`no record: ${text}`];
  const [, met = "", last, since, from] = told;
  const count = last ? Number(last) : numberOf(since ?? "");
  const whole = own.filter(isWhole).slice(-count);
  const truly = whole.filter((row) => isMet(id, row)).length;
  const said = met === "none" ? 0 : met === "every one" ? count : Number(met);
  const faults: string[] = [];
  if (said !== truly) faults.push(`met in ${String(truly)} of ${String(count)}: ${text}`);
  if (from && whole[0]?.period !== monthOf(from)) faults.push(`begins in ${whole[0]?.period}: ${text}`);
  // Two in 36 may be otherwise.
  const few = Math.max(1, Math.round(count / 20));
  const isAlike = count >= 12 && (truly <= few || count - truly <= few);
  if (/^Hit or miss/.test(text) && isAlike) faults.push(`chance decides nothing: ${text}`);
  if (/^The target is met/.test(text) && count - truly > few) faults.push(`not met: ${text}`);
  if (/^The target is missed/.test(text) && truly > few) faults.push(`not missed: ${text}`);
  return faults;
}

const ways: Record<string, readonly string[]> = {
  better: ["improvement"],
  worse: ["concern"],
  "unusually high": ["high"],
  "unusually low": ["low"],
};

/** What of a sentence on a signal isn't so. */
function faultsOfSignal(text: string, own: readonly Row[]): string[] {
  const latest = own.at(-1) ?? {};
  const told = /^(Still )?([Bb]etter|[Ww]orse|[Uu]nusually (?:high|low)): /.exec(text);
  if (!told) {
    const isCommon = latest.variation === "common" && latest.level_change === "";
    return text === "Nothing unusual." && !isCommon ? [`something is unusual: ${text}`] : [];
  }
  const [, still, verdict = ""] = told;
  const by = latest.variation === "common" ? latest.level_change : latest.variation;
  const faults = ways[verdict.toLowerCase()]?.includes(by ?? "") ? [] : [`${by}: ${text}`];
  const whole = own.filter((row) => row.mean !== "");
  const run =
    /(?:for|in all|in the) (\S+) months (?:in a row, |with a figure )?since (?:(\w+ \d{4})| and)?/.exec(text);
  const since = [...text.matchAll(/since (\w+ \d{4})/g)].map(([, month = ""]) => monthOf(month)).sort()[0];
  if (since) {
    const from = whole.filter(({ period = "" }) => period >= since);
    const side = (row: Row) => Math.sign(Number(row.value) - Number(row.mean));
    const isStep = /level since/.test(text);
    if (isStep && latest.changed_from !== since) faults.push(`changed from ${latest.changed_from}: ${text}`);
    const ownMonths = whole.filter(({ period = "" }) => period >= (latest.level_from ?? "")).length;
    if (isStep && run && numberOf(run[1] ?? "") !== ownMonths)
      faults.push(`${String(ownMonths)} months: ${text}`);
    const rise = /(risen|fallen) since \w+ \d{4}, from/.exec(text);
    const first = whole.find(({ period }) => period === since);
    if (rise && (rise[1] === "risen") !== Number(latest.value) > Number(first?.value))
      faults.push(`from ${first?.value} to ${latest.value}: ${text}`);
    if (
      !isStep &&
      !/rising|falling|risen|fallen/.test(text) &&
      from.some((row) => side(row) !== side(latest))
    )
      faults.push(`not all on one side: ${text}`);
    // What lies beyond a limit is news by that, however long it has lain on that side.
    const beyond = whole.findLastIndex(
      (row) => !(Number(row.value) > Number(row.upper_limit) || Number(row.value) < Number(row.lower_limit)),
    );
    const began = /beyond the/.test(text) ? (whole[beyond + 1]?.period ?? since) : since;
    const isOld = began <= `${Number(latest.period?.slice(0, 4)) - 1}${latest.period?.slice(4)}`;
    if (isOld !== (still !== undefined)) faults.push(`its age: ${text}`);
  } else if (still) faults.push(`since when: ${text}`);
  return faults;
}

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The sentences of a page by the rule that wrote them, each with the measures it rests on. */
const sentencesIn = (html: string) =>
  [
    ...html.matchAll(
      /<span data-rule="(signal|assurance)"[^>]*data-rests-on="([^"]*)"[^>]*>([\s\S]*?)<\/span>/g,
    ),
  ].map(([, rule = "", id = "", text = ""]) => ({ rule, id, text: textOf(text) }));

/** The verdicts of groups in the tables of a page, each with what it is of. */
const groupVerdictsIn = (html: string) =>
  [...html.matchAll(/<span class="group-verdict" data-of="([^"]*)">([\s\S]*?)<\/span>(?=<\/td>|<)/g)].map(
    ([, of = "", text = ""]) => ({
      of: of.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'"),
      text: textOf(text.replace(/<svg[\s\S]*?<\/svg>/g, "")),
    }),
  );

/** What of a group's verdict isn't so: 'still worse: at a lower level since Sep 2020'. */
function faultsOfGroup(text: string, own: readonly Row[]): string[] {
  const latest = own.at(-1) ?? {};
  const by = (latest.variation === "common" && latest.level_change) || latest.variation;
  const told = /^(still )?(better|worse|unusually high|unusually low|nothing unusual)/.exec(text);
  if (!told) return [`no verdict: ${text}`];
  const [, still, verdict = ""] = told;
  if (verdict === "nothing unusual") return by === "common" ? [] : [`${by}: ${text}`];
  const faults = ways[verdict]?.includes(by ?? "") ? [] : [`${by}: ${text}`];
  const since = /level since (\w{3,4}) (\d{4})$/.exec(text);
  const [name = "", year = ""] = since?.slice(1) ?? [];
  const month = since
    ? monthOf(`${monthNames.find((one) => one.startsWith(name.slice(0, 3))) ?? ""} ${year}`)
    : "";
  if (since && latest.changed_from !== month) faults.push(`changed from ${latest.changed_from}: ${text}`);
  const yearBefore = `${Number(latest.period?.slice(0, 4)) - 1}${latest.period?.slice(4)}`;
  if (since && month <= yearBefore !== (still !== undefined)) faults.push(`its age: ${text}`);
  return faults;
}

describe("every verdict on the internal site", () => {
  it("of a group agrees with figures.csv: which way, since when, and how old", () => {
    const pages = readdirSync(join(out, "internal"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".html"),
    );
    let read = 0;
    const faults = pages.flatMap((page) =>
      groupVerdictsIn(readFileSync(join(out, "internal", page), "utf8")).flatMap(({ of, text }) => {
        const own = groups.get(of);
        if (!own) return [`${page}: no figure of ${of}: ${text}`];
        read++;
        return faultsOfGroup(text, own).map((fault) => `${page}, ${of}: ${fault}`);
      }),
    );
    expect(faults).toEqual([]);
    expect(read).toBeGreaterThan(isLong ? 100 : 50);
  });

  it("agrees with figures.csv: which way, since when, in how many months the target was met", () => {
    const pages = readdirSync(join(out, "internal"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".html"),
    );
    let read = 0;
    const faults = pages.flatMap((page) =>
      sentencesIn(readFileSync(join(out, "internal", page), "utf8")).flatMap(({ rule, id, text }) => {
        const own = months.get(id);
        if (!own) return [`${page}: no figure of ${id}: ${text}`];
        read++;
        const found =
          rule === "signal"
            ? faultsOfSignal(text, own)
            : /can’t be told/.test(text)
              ? []
              : faultsOfRecord(id, text, own);
        return found.map((fault) => `${page}, ${id}: ${fault}`);
      }),
    );
    expect(faults).toEqual([]);
    expect(read).toBeGreaterThan(isLong ? 100 : 50);
  });

  it("is the one of the section it stands in, on the brief", () => {
    const brief = readFileSync(join(out, "internal/index.html"), "utf8");
    const measuresUnder = (heading: RegExp, until: RegExp) => {
      const part = brief.slice(brief.search(heading)).slice(1);
      const end = part.search(until);
      return [...part.slice(0, end).matchAll(/href="\.\/measures\/([\w-]+)\.html"/g)].map(
        ([, id = ""]) => id,
      );
    };
    const latest = (id: string) => months.get(id)?.at(-1) ?? {};
    const failing = measuresUnder(/<h2>Reliably missing/, /<h2>/).filter(
      (id) => !(measures.find((one) => one.id === id)?.targets.length === 0),
    );
    expect(failing.map((id) => [id, latest(id).assurance])).toEqual(failing.map((id) => [id, "failing"]));
    for (const [title, assurance] of [
      ["Hit or miss", "hit-or-miss"],
      ["Met", "passing"],
    ] as const) {
      const listed = measuresUnder(new RegExp(`<h3>${title} <`), /<\/section>/);
      expect(listed.map((id) => [id, latest(id).assurance])).toEqual(listed.map((id) => [id, assurance]));
    }
  });
});
