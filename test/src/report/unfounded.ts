import { monthsBefore } from "../../../loaders/dates.ts";
import { groups } from "../../../src/catalogue/definition.ts";
import type { Report } from "../../../src/report/report.ts";
import { restsOnNothing, saysThereIsNone } from "./restsOnNothing.ts";

/** The contracts that each list of the casework is read from, and a measure of the same rows. */
const lists: Record<string, { contracts: string[]; measure?: string }> = {
  decisions: { contracts: ["register_items"], measure: "handling-decisions-awaited" },
  enquiries: { contracts: ["register_items"], measure: "mp-enquiries-overdue" },
  items: { contracts: ["register_items"], measure: "register-open-items" },
  actions: { contracts: ["register_actions"], measure: "actions-overdue" },
  updates: { contracts: ["register_items", "register_milestones"], measure: "updates-overdue" },
  changes: { contracts: ["register_items", "register_actions", "register_milestones"] },
  open: { contracts: ["feedback"], measure: "due-soon" },
  today: { contracts: ["feedback"] },
  queue: { contracts: ["feedback"], measure: "feedback-queue" },
  closing: { contracts: ["feedback"], measure: "feedback-time-to-close" },
  requests: { contracts: ["feedback"], measure: "review-requests" },
  reviews: { contracts: ["reviews"] },
  samples: { contracts: ["samples"], measure: "sampling-completed" },
  drawable: { contracts: ["cases"], measure: "cases-to-sample" },
};

/** The name of a page, and what is drawn, written for machines or the same on every page. */
const skipped = new Set("h1 nav svg pre code script style footer head thead abbr".split(" "));

/** What a page may rest on: told from the figures and the days that extracts cover alone. */
export interface Oracle {
  isHeld: (name: string) => boolean;
  /** Whether it is right to say that there is no figure of it. */
  isLacking: (name: string) => boolean;
  /** Whether a figure of it is hidden, or is of nothing: what it is of may be shown beside it. */
  hasParts: (name: string) => boolean;
  /** What stands on pages as it is whatever was loaded: names of measures, their definitions, targets and groups. */
  names: ReadonlySet<string>;
}

function figureOracle({ figures, asAt }: Report) {
  const month = asAt.slice(0, 7);
  const latest = new Map<string, number | null>();
  const rank = { month: 3, quarter: 2, "financial-year": 1 } as Record<string, number>;
  const some = new Set<string>();
  const ranks = new Map<string, [number, string]>();
  const notHeld = new Set<string>();
  for (const one of figures) {
    if (one.value !== null) some.add(one.measure);
    if (one.breakdown !== "" || one.period_end.slice(0, 7) > month) continue;
    const own = rank[one.period_kind] ?? 0;
    const known = ranks.get(one.measure);
    if (known && (known[0] > own || (known[0] === own && known[1] > one.period_end))) continue;
    ranks.set(one.measure, [own, one.period_end]);
    const isOf = own < 3 || one.period === month;
    latest.set(one.measure, isOf ? one.value : null);
    if (isOf && one.status === "x") notHeld.add(one.measure);
    else notHeld.delete(one.measure);
  }
  return { latest, some, notHeld };
}

export function oracleOf(report: Report): Oracle {
  const { latest, some, notHeld } = figureOracle(report);
  const covers = (contract: string, from: string) =>
    report.coverage.some((one) => one.contract === contract && one.from <= from && one.to >= report.asAt);
  const partsOf = (name: string) => lists[name.split(":")[1] ?? ""] ?? { contracts: [] };
  const isLoaded = (contracts: readonly string[]) =>
    report.coverage.some(({ contract }) => contracts.includes(contract));
  const isHeld = (name: string): boolean => {
    const { contracts } = partsOf(name);
    // What is to do today is as at the newest day that an extract covers, and the page says which that is.
    if (name === "list:today") return isLoaded(contracts);
    if (name.startsWith("list:"))
      return contracts.length > 0 && contracts.every((contract) => covers(contract, report.asAt));
    if (name.startsWith("loaded:")) return isLoaded(contracts);
    if (name === "build:restated") return report.restated !== null;
    if (name === "build:draws") return report.casework.drawn.length > 0;
    if (name === "build:published") return report.published.length > 0;
    if (name.startsWith("build:"))
      return ["sources", "files", "checks", "earlier", "settings", "models", "releases"].includes(
        name.slice(6),
      );
    return name.endsWith("*") ? some.has(name.slice(0, -1)) : (latest.get(name) ?? null) !== null;
  };
  const isLacking = (name: string): boolean => {
    if (!name.startsWith("list:")) return !isHeld(name);
    const { contracts, measure } = partsOf(name);
    const yearBegan = `${monthsBefore(report.asAt.slice(0, 7), 11)}-01`;
    return (
      (measure !== undefined && notHeld.has(measure)) || contracts.some((one) => !covers(one, yearBegan))
    );
  };
  const names = new Set([
    ...report.measures.flatMap(({ title, definition, caveats, unit }) => [
      title,
      definition,
      unit,
      ...caveats,
    ]),
    ...Object.values(groups),
    report.office,
    ...(report.publication ? [report.publication.title, report.publication.description.trim()] : []),
  ]);
  const parted = new Set(
    report.figures.flatMap(({ measure, status }) => (status === "c" || status === "z" ? [measure] : [])),
  );
  const hasParts = (name: string) => parted.has(name.replace("*", ""));
  return { isHeld, isLacking, hasParts, names };
}

const blocks = new Set(
  "p li ul ol dl dt dd div section aside figure figcaption h1 h2 h3 h4 h5 h6 summary details table caption tr td th thead tbody fieldset legend label header main".split(
    " ",
  ),
);
const empty = new Set(["br", "input", "meta", "link", "hr", "img"]);

interface Basis {
  kind: "rests-on" | "no-figure";
  names: string[];
}

interface Open {
  tag: string;
  block: Block | null;
  basis: Basis | null;
  isSkipped: boolean;
  isInTable: boolean;
  isNumber: boolean;
  isUnseen: boolean;
  isNeutral: boolean;
}

interface Block {
  tag: string;
  texts: { text: string; basis: Basis | null }[];
}

const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#10": " " };

const decode = (text: string) =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => characters[name] ?? whole);

function basisIn(attributes: string): Basis | null {
  const [, kind, names] = / data-(rests-on|no-figure)="([^"]*)"/.exec(attributes) ?? [];
  if (names === undefined) return null;
  return { kind: kind === "rests-on" ? "rests-on" : "no-figure", names: names.split(" ") };
}

const month = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

/** A text with its days, months and numbers left open, as `restsOnNothing` lists it. */
function opened(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(new RegExp(`\\b(\\d{1,2} )?${month}( \\d{4})?\\b`, "g"), "DATE")
    .replace(/\d{4}\/\d{2}/g, "YEAR")
    .replace(/\d[\d,.]*/g, "#");
}

/** Text with what stands there whatever was loaded taken out of it; empty where it says nothing else. */
function left(text: string, { names }: Oracle): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (names.has(plain) || names.has(plain.replace(/\.$/, ""))) return "";
  const open = opened(plain);
  return open === "" || /^[^\p{L}\d]*$/u.test(open) || restsOnNothing.some((one) => one.test(open))
    ? ""
    : open;
}

/**
 * What a page says that rests on no figure, a line to each: a sentence without the name of a figure, a name of which there
 * is no figure, and what is said where there is none but that. `page` begins each line. Of prose only what names figures is
 * looked at.
 */
export function findUnfounded(page: string, markup: string, oracle: Oracle, isProse = false): string[] {
  const found: string[] = [];
  const stack: Open[] = [];
  const root: Block = { tag: "body", texts: [] };
  const flush = (block: Block) => {
    const bare = left(
      block.texts.flatMap(({ text, basis }) => (basis === null ? [text] : [])).join(" "),
      oracle,
    );
    if (bare !== "" && !isProse) found.push(`${page}: rests on no figure: <${block.tag}> ${bare}`);
    const lacking = block.texts
      .flatMap(({ text, basis }) => (basis?.kind === "no-figure" ? [text] : []))
      .join(" ");
    const said = left(lacking, oracle);
    if (said !== "" && !saysThereIsNone.test(said))
      found.push(`${page}: has no figure: <${block.tag}> ${said}`);
  };
  const seen = new Set<string>();
  for (const [whole, close, tag = "", attributes = ""] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+|<![^>]*>/gi,
  )) {
    const parent = stack.at(-1);
    if (!whole.startsWith("<")) {
      if (parent?.isSkipped) continue;
      const text = decode(whole);
      if (parent?.isInTable) {
        const { basis } = parent;
        const isShown = parent.isNumber && !parent.isUnseen && /\d/.test(text);
        if (isShown && basis?.kind === "no-figure" && !basis.names.some(oracle.hasParts))
          found.push(`${page}: has no figure: <td> ${text}`);
        continue;
      }
      if (parent?.isNeutral && parent.basis === null) continue;
      (parent?.block ?? root).texts.push({ text, basis: parent?.basis ?? null });
      continue;
    }
    if (tag === "") continue;
    if (close) {
      const open = stack.pop();
      if (open?.tag !== tag) throw new Error(`${page}: <${open?.tag}> is closed by </${tag}>`);
      if (open.block && open.block !== (stack.at(-1)?.block ?? null)) flush(open.block);
      continue;
    }
    if (empty.has(tag) || attributes.endsWith("/")) continue;
    const own = basisIn(attributes);
    for (const name of own?.names ?? []) {
      const isRight = own?.kind === "rests-on" ? oracle.isHeld(name) : oracle.isLacking(name);
      const problem = `${page}: ${own?.kind === "rests-on" ? "no figure of" : "there is a figure of"} ${name}`;
      if (!isRight && !seen.has(problem)) found.push(problem);
      seen.add(problem);
    }
    const basis = own ?? parent?.basis ?? null;
    const isRow = tag === "tr" && stack.some((one) => one.tag === "tbody");
    const isNeutral =
      (parent?.isNeutral ?? false) ||
      / class="(about|shorthand|sign-key|facts|prose|trail|rules|meanings|drill-list|cover-mark|downloads)[" ]/.test(
        attributes,
      );
    if (isRow && basis === null && !isNeutral) found.push(`${page}: rests on no figure: a row of a table`);
    stack.push({
      tag,
      block: blocks.has(tag) ? { tag, texts: [] } : (parent?.block ?? null),
      basis,
      isSkipped: (parent?.isSkipped ?? false) || skipped.has(tag),
      isInTable: (parent?.isInTable ?? false) || tag === "tbody" || tag === "caption",
      isNumber:
        / class="[^"]*\bnumber\b(?!.*data-label="Working days")/.test(attributes) ||
        (parent?.isNumber ?? false),
      isUnseen: (parent?.isUnseen ?? false) || / class="unseen"/.test(attributes),
      isNeutral,
    });
  }
  flush(root);
  return [...new Set(found)];
}
