import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { findIdentities, type Identity, inWords, toTables } from "../disclosure/identities.ts";
import { everything, type Knowledge } from "../disclosure/knowledge.ts";
import type { EarlierRelease } from "../disclosure/linkReleases.ts";
import { type Suppression, warningsOf } from "../disclosure/suppress.ts";
import { suppressParts } from "../disclosure/suppressParts.ts";
import type { Table } from "../disclosure/tables.ts";
import { type Figure, nothingLacks } from "../measures/figure.ts";
import { groupSeparator } from "../measures/figuresSql.ts";
import { type Boundaries, unjudge, withIntervals, withLimits } from "../measures/judge.ts";
import { foldSums, groupSums, timeSums } from "./countSums.ts";
import { countId, countsOf, type FigureTable, figureId, seriesId, toCountTable } from "./countTables.ts";
import { floorTables } from "./floors.ts";
import { keptApart, openGroupRule } from "./groupDisclosure.ts";
import { countsSeen, decidedCounts, type Given, keepBack, withoutKept } from "./keptBack.ts";
import type { Plan } from "./plan.ts";
import { flowTable } from "./planFlows.ts";
import { linkTable, toKnownRelease } from "./planLinks.ts";
import { findSameCounts, tieAnswers, withOneName } from "./sameCounts.ts";
import { isToDate, publicYearsToDate, sumOfShown } from "./yearsToDate.ts";

/**
 * A table of figures as its counts and what they add up to in the others of its measure: in breakdowns of fewer dimensions,
 * among `all`, and in longer periods, which may be in another table of the same breakdown among `others`, which are shown
 * if it is. Counts of the office and of nobody are safe by themselves.
 */
function toSystem(
  one: FigureTable,
  others: readonly FigureTable[],
  all: readonly FigureTable[],
  { about_office }: Plan,
): Table {
  const counted = toCountTable(one);
  const table = about_office.includes(one.measure.id)
    ? { ...counted, cells: counted.cells.map((cell) => ({ ...cell, safe: true })) }
    : counted;
  const siblings = all.filter(({ measure }) => measure === one.measure);
  const alike = others
    .filter(({ measure }) => measure === one.measure)
    .filter(({ by }) => by.join(",") === one.by.join(","));
  const periods = { ...one, figures: alike.flatMap(({ figures }) => figures) };
  return {
    ...table,
    sums: [...table.sums, ...timeSums(periods), ...groupSums(one, siblings, groupSeparator)],
  };
}

/** Whether a table is of the same breakdown and periods as one that is shown: that before groups were put together. */
function isSameCounted(shown: FigureTable, other: FigureTable): boolean {
  const periods = new Set(shown.figures.map(({ period }) => period));
  const isOfOne = shown.measure === other.measure && shown.by.join(",") === other.by.join(",");
  return isOfOne && other.figures.some(({ period }) => periods.has(period));
}

/** A table none of which is shown: others tell what it counts. */
const keptBack = ({ cells, name, ...table }: Table): Table => ({
  ...table,
  name: `${name}, as it was counted`,
  cells: cells.map((cell) => ({ ...cell, shown: false })),
  figures: [],
});

/**
 * All the counts of the figures as one linked system: groups, periods, shares, one name for what is the same, and every
 * other identity that there is; with those names, and warnings of the plan's links and flows that say nothing or less than they
 * might, and of identities that nearly hold. `behind` are figures
 * that aren't shown and that those that are shown tell of.
 */
export function toCountTables(
  figures: readonly FigureTable[],
  plan: Plan,
  behind: readonly FigureTable[] = [],
  knowledge: Pick<Knowledge, "identities"> = everything,
): { tables: Table[]; names: ReadonlyMap<string, string>; warnings: string[] } {
  const all = [...figures, ...behind];
  const tables = figures.map((one) => {
    const table = toSystem(one, figures, all, plan);
    return { ...table, sums: [...table.sums, ...foldSums(one, behind)] };
  });
  const asCounted = figures.map((one) => behind.find((other) => isSameCounted(one, other)) ?? one);
  const others = [...asCounted.filter((one) => !behind.includes(one)), ...behind];
  const hidden = behind.map((one) => keptBack(toSystem(one, others, all, plan)));
  const links = plan.links.map((link) => linkTable(link, asCounted));
  const flows = plan.flows.map((flow) => flowTable(flow, all));
  const isOfUse = ({ sums, bounds = [] }: Table) => sums.length + bounds.length > 0;
  const said = [...links, ...flows].map(({ table }) => table).filter(isOfUse);
  const linked = [...tables, ...hidden, ...said, ...floorTables(figures, behind, plan)];
  const names = findSameCounts(linked, keptApart(all, plan));
  const exceededBy = links.flatMap(({ table, exceeded }) =>
    exceeded.length === 0
      ? []
      : [`the plan’s link ${table.name}: its parts are more than it in ${exceeded.join(", ")}`],
  );
  const warnings = links.flatMap(({ table, absent }) => {
    const isLeftOut = table.sums.length === 0 ? " is left out" : "";
    const why =
      absent.length > 0 ? `no rows in any period of ${absent.join(" and ")}` : "no period has it all";
    return absent.length > 0 || isLeftOut ? [`the plan’s link ${table.name}${isLeftOut}: ${why}`] : [];
  });
  const named = withOneName(linked, names);
  const found = knowledge.identities ? findIdentities(named, named.slice(0, tables.length)) : [];
  return {
    tables: [...named, ...toTables(found.filter(isSure))],
    names,
    warnings: [
      ...warnings,
      ...exceededBy,
      ...flows.flatMap((flow) => flow.warnings),
      ...nearIdentities(found),
    ],
  };
}

/**
 * Whether an identity joins the system: it holds in every period, or two counts are the same in all but two. Where more are
 * nearly what others come to, in offices of few many are so by chance.
 */
export const isSure = ({ left, right, differs }: Identity): boolean =>
  differs.length === 0 || (differs.length <= 2 && left.length + right.length === 2);

/** Of identities that don't hold in each period those where they don't: what they leave there may be of somebody. */
const nearIdentities = (found: readonly Identity[]): string[] =>
  found
    .filter(({ differs }) => differs.length > 0)
    .map(
      (one) =>
        `${inWords(one)} in ${one.holds.length} periods and not in ${one.differs.length}: ${one.differs.slice(0, 6).join(", ")}${one.differs.length > 6 ? " …" : ""}`,
    );

const monthHiddenNote = "A part of it is hidden, and would be known from it.";

/** Figures in the order of the tables they are of. */
function inOrderOf(tables: readonly FigureTable[], figures: readonly Figure[]): Figure[] {
  const nameOf = (measure: string, breakdown: string) => `${measure}|${breakdown}`;
  const places = new Map(tables.map(({ measure, by }, place) => [nameOf(measure.id, by.join(",")), place]));
  const placeOf = ({ measure, breakdown }: Figure) => places.get(nameOf(measure, breakdown)) ?? 0;
  return [...figures].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What the part of a period that is held comes to may be too small to publish: no count of it is protected. */
const withoutHeldFigure = { held_numerator: null, held_denominator: null, held_value: null };

/** A figure with no more said of it than the public is told. */
function asToldToPublic({ public_note, ...figure }: Figure): Figure {
  return { ...figure, note: public_note ?? figure.note };
}

const hiddenNote = ({ threshold, group_disclosure: least }: Plan) =>
  least === 0
    ? `Fewer than ${threshold}, or would give away a number that is.`
    : `Fewer than ${threshold}, all or none of fewer than ${least}, or would give away what is.`;

/** Published figures, the tables of counts they stand for and what of these is hidden. */
export interface PublicFigures {
  figures: Figure[];
  tables: Table[];
  suppression: Suppression;
  /** Counts that go by another's name, with that name. */
  names: ReadonlyMap<string, string>;
  /** What the office has said elsewhere of these counts. */
  known: EarlierRelease;
  /** The figures that are as they were published, or as their parts were: what has changed in them is kept back. */
  asPublished: ReadonlySet<string>;
  /** What is amiss with the plan and makes nothing unsafe. */
  warnings: readonly string[];
}

/**
 * The figures that may be published: each that is made of an unsafe count, or of one that would give an unsafe one
 * away, has status `c`; of its counts those are left that may be known. A series with a hidden month has no limits
 * nor verdicts: those of all its months would give the hidden ones away, and those of the shown ones would mislead. Any
 * other has those that it was asked with. A figure that `lastGiven` has, and of which a count is kept back or hidden now, is what it
 * was then, and its series is judged as it is published. `behind` is as in `toCountTables`; `knowledge` is what whoever attacks is taken to know, `hideIn` what hides the counts.
 * Throws a DataError when the plan can't be made safe.
 */
export async function toPublicFigures(
  asked: readonly FigureTable[],
  plan: Plan,
  earlier: readonly EarlierRelease[] = [],
  behind: readonly FigureTable[] = [],
  knowledge: Knowledge = everything,
  lastGiven: GivenBefore = { given: new Map(), boundaries: { breaks: [], rebases: [] } },
  hideIn: ReturnType<typeof suppressParts> = suppressParts(),
): Promise<PublicFigures> {
  const askedOpenly = asked.map((one) => ({ ...one, figures: one.figures.map(asToldToPublic) }));
  // A year to date is published as a sum of what is, or not at all: it adds nothing to hide or to be attacked.
  const given = askedOpenly.map((one) => ({
    ...one,
    figures: one.figures.filter((figure) => !isToDate(figure)),
  }));
  const { tables: counted, names, warnings } = toCountTables(given, plan, behind, knowledge);
  const { threshold, protect_zeros: protectZeros } = plan;
  const nameOf = (id: string) => names.get(id) ?? id;
  const decided = decidedCounts([...given, ...behind], plan, nameOf);
  const { given: givenBefore, boundaries } = lastGiven;
  const seen = countsSeen(given, givenBefore, nameOf);
  const back = await keepBack({ tables: counted, earlier, threshold, decided, seen });
  const open = withoutKept(counted, back.kept);
  const known = toKnownRelease(plan.known, given, nameOf);
  const before = [known, ...earlier];
  const rule = openGroupRule(open, given, plan, nameOf);
  let tables = rule.guard();
  const hide = () => {
    const all = [...tables, ...tieAnswers(tables, names, before)];
    return hideIn({ tables: all, threshold, protectZeros, earlier: before, knowledge });
  };
  let suppression = await hide();
  while (rule.takeBack(suppression)) {
    tables = rule.guard();
    suppression = await hide();
  }
  const isHidden = (id: string) => suppression.hidden.has(nameOf(id)) || back.kept.has(nameOf(id));
  const isKept = (measure: MeasureDefinition, figure: Figure) =>
    [...countsOf(measure, figure).keys()].some((part) =>
      back.kept.has(nameOf(countId(measure, figure, part))),
    );
  const asPublished = new Set<string>();
  const note = hiddenNote(plan);
  const shownFigures = given.flatMap(({ measure, figures }) => {
    const shown = figures.map((figure): Figure => {
      const isKeptBack = isKept(measure, figure);
      if (!isKeptBack && !suppression.hiddenFigures.has(figureId(figure)))
        return { ...figure, ...withoutHeldFigure };
      const last = givenBefore.get(figureId(figure));
      if (last) {
        asPublished.add(figureId(figure));
        return asGiven(measure, figure, last);
      }
      const keep = (part: "numerator" | "denominator") =>
        isHidden(countId(measure, figure, part)) ? null : figure[part];
      const isShare = statisticOf(measure).keepsCounts && figure.denominator !== null;
      const counts = isShare
        ? { numerator: keep("numerator"), denominator: keep("denominator") }
        : { numerator: null, denominator: null };
      return {
        ...unjudge(figure),
        ...counts,
        ...nothingLacks,
        value: null,
        status: "c",
        state: "hidden",
        note,
      };
    });
    const behindOf = new Map(figures.map((figure) => [figureId(figure), figure]));
    const byParts = withSums(measure, shown, (figure) => {
      const one = behindOf.get(figureId(figure));
      return one && isKept(measure, one) && !givenBefore.has(figureId(one)) ? one : undefined;
    });
    for (const id of byParts.sums) asPublished.add(id);
    return byParts.figures;
  });
  const figures = judgeAsPublished(given, shownFigures, asPublished, boundaries);
  const toDate = publicYearsToDate(askedOpenly, figures, monthHiddenNote, asPublished).map((figure) => ({
    ...figure,
    ...withoutHeldFigure,
  }));
  return {
    figures: inOrderOf(asked, [...figures, ...toDate]),
    tables,
    suppression,
    names,
    known,
    asPublished,
    warnings: [...warnings, ...back.warnings, ...warningsOf(suppression)],
  };
}

/**
 * The figures of a table, of which those that are kept back and that no release has given come to what their parts do, where
 * these are shown: quarters first, then years. `keptOf` gives the figure behind one that is.
 */
function withSums(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  keptOf: (figure: Figure) => Figure | undefined,
): { figures: Figure[]; sums: string[] } {
  const all = [...figures];
  const sums: string[] = [];
  for (const kind of ["quarter", "financial-year"] as const)
    for (const [place, figure] of all.entries()) {
      const kept = figure.period_kind === kind ? keptOf(figure) : undefined;
      if (!kept) continue;
      const others = all.filter((one) => one.group === figure.group && one !== figure);
      const sum = sumOfShown(measure, kept, new Map(others.map((one) => [one.period, one])));
      if (!sum) continue;
      all[place] = sum;
      sums.push(figureId(sum));
    }
  return { figures: all, sums };
}

/** Figures as releases before have given them, and where their series begin anew. */
export interface GivenBefore {
  given: ReadonlyMap<string, Given>;
  boundaries: Boundaries;
}

/** A figure as it was last given: what has changed in it since is kept back. */
function asGiven(
  measure: MeasureDefinition,
  figure: Figure,
  { numerator, denominator, value }: Given,
): Figure {
  const counts = { ...unjudge(figure), ...nothingLacks, numerator, denominator, value };
  if (value !== null) return counts;
  const { note } = statisticOf(measure).toValue(
    { numerator, denominator, value: null, samples: null },
    figure.unit,
  );
  return { ...counts, status: "z", state: "nothing to count", note };
}

/**
 * Figures of which those of a series with a hidden month say nothing of it: limits, averages, rules and verdicts of those that
 * are shown would be of the better or the worse of them alone. A series with a month as it was published is judged by what is
 * published, so that what is said of it tells no more. What is said of any other is what is said of it inside, for nothing else is known of it there.
 */
function judgeAsPublished(
  tables: readonly FigureTable[],
  figures: readonly Figure[],
  asPublished: ReadonlySet<string>,
  boundaries: Boundaries,
): Figure[] {
  const months = figures.filter(({ period_kind }) => period_kind === "month");
  const censored = new Set(months.filter(({ status }) => status === "c").map(seriesId));
  const shown = figures.map((figure) => (censored.has(seriesId(figure)) ? withoutLimits(figure) : figure));
  if (asPublished.size === 0) return shown;
  const given = figures.filter((figure) => asPublished.has(figureId(figure)));
  const series = new Set(given.filter(({ period_kind }) => period_kind === "month").map(seriesId));
  const byMeasure = new Map<string, Figure[]>();
  for (const figure of shown) {
    const own = byMeasure.get(figure.measure);
    if (own) own.push(figure);
    else byMeasure.set(figure.measure, [figure]);
  }
  const changed = new Set(given.map(({ measure }) => measure));
  const measures = new Map(tables.map(({ measure }) => [measure.id, measure]));
  const judged = new Map<string, Figure>();
  for (const [id, own] of byMeasure) {
    const measure = measures.get(id);
    if (!measure || !changed.has(id)) continue;
    const frames = measure.framing ? (byMeasure.get(measure.framing.id) ?? []) : [];
    const anew = withIntervals(measure, withLimits(measure, own.map(unjudge), boundaries), frames);
    for (const figure of anew) judged.set(figureId(figure), figure);
  }
  return shown.map((figure) => {
    const isAnew = asPublished.has(figureId(figure)) || series.has(seriesId(figure));
    return isAnew && figure.status !== "c" ? (judged.get(figureId(figure)) ?? figure) : figure;
  });
}

/** A figure without what its series said of it; its interval and whether it meets its target stay. */
function withoutLimits(figure: Figure): Figure {
  const { lower, upper, target_status } = figure;
  return { ...unjudge(figure), lower, upper, target_status };
}
