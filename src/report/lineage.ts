import { calledAlone } from "../../loaders/calledNames.ts";
import { wordsTable } from "../../loaders/vocabulary.ts";
import { listNames } from "../../loaders/wordLists.ts";
import { groups } from "../catalogue/definition.ts";
import { groupName, sourceName } from "./names.ts";
import { isPageOff, pageName } from "./pageNames.ts";
import type { Report } from "./report.ts";
import type { Series, Site } from "./series.ts";

/** What a relation, source, list, measure or page is, in the order rows pass through. */
export const lineageKinds = ["source", "raw", "staging", "marts", "lists", "measures", "page"] as const;

export type LineageKind = (typeof lineageKinds)[number];

/** One thing in the lineage; `id` is its model's name, `page.…` or `source.…`. */
export interface LineageNode {
  id: string;
  label: string;
  kind: LineageKind;
  reads: string[];
}

type Group = keyof typeof groups;

/** What the project itself keeps in data/, by the raw table it becomes. */
const kept: Record<string, string> = {
  "raw.office": "The office",
  "raw.weekend": "Weekend",
  "raw.calendars": "Calendars",
  "raw.bank_holidays": "Days off",
  "raw.local_days": "Days of the time zone",
  "raw.clocks": "Clocks",
  "raw.age_bands": "Age bands",
  "raw.meetings": "Meetings",
  "raw.drawn_samples": "Samples drawn",
  "raw.parameters": "Lines and teams of measures",
  ...Object.fromEntries(
    listNames.map((list) => [`raw.${wordsTable(list)}`, `Words: ${list.replaceAll("_", " ")}`]),
  ),
};

/** A calendar is drawn as what it is like: what data/ keeps as a source, its days as raw, what is made of them as staging. */
function kindOfModel(schema: string, reads: readonly string[]): LineageKind {
  if (schema === "calendar") return reads.some((name) => name in kept) ? "raw" : "staging";
  return lineageKinds.find((kind) => kind === schema) ?? "staging";
}

function modelNodes(site: Site): LineageNode[] {
  return site.report.models
    .filter(({ schema }) => schema !== "checks")
    .flatMap(({ name, schema, reads }): LineageNode[] => {
      const id = name.slice(schema.length + 1);
      const title = schema === "measures" ? site.byId.get(id)?.definition.title : id;
      if (title === undefined) return [];
      const label = schema === "calendar" ? name : title;
      return [{ id: name, label, kind: kindOfModel(schema, reads), reads }];
    });
}

/** Raw tables, each reading the sources that hand over its rows. */
function rawNodes(report: Report): LineageNode[] {
  const names = [
    ...new Set(
      report.models
        .filter(({ schema }) => schema !== "checks")
        .flatMap(({ reads }) => reads.filter((name) => name.startsWith("raw."))),
    ),
  ];
  return names.sort().map((name): LineageNode => {
    const contract = name.slice("raw.".length);
    const label = kept[name];
    if (label) return { id: name, label, kind: "source", reads: [] };
    const sources = report.sources.filter((source) => source.contract === contract);
    return { id: name, label: contract, kind: "raw", reads: sources.map(({ id }) => `source.${id}`) };
  });
}

/** The lists that the page of a group shows besides its measures. */
const groupLists: Partial<Record<Group, string[]>> = {
  caseload: ["open_feedback"],
  quality: ["cases_to_draw", "samples_drawn"],
  registers: ["meeting_items"],
  reviews: ["review_flow"],
  timeliness: ["feedback_watched"],
};

/** The pages that show lists of cases and no measure's figures of their own. */
const listPages = ({ about: { called }, pages }: Pick<Report, "about" | "pages">) => [
  {
    name: "feedback",
    id: "page.feedback",
    label: pageName(pages, "feedback", calledAlone(called["feedback team"])),
    lists: ["open_feedback", "due_soon", "queue", "samples_owed", "feedback_history", "forecast_days"],
  },
  {
    name: "care",
    id: "page.today",
    label: pageName(pages, "care", "Today"),
    lists: [
      "work_list",
      "work_week",
      "queue",
      "officer_loads",
      "usual_loads",
      "acknowledgements_owed",
      "samples_owed",
      "feedback_history",
      "forecast_days",
    ],
  },
  {
    name: "drill",
    id: "page.drill",
    label: pageName(pages, "drill", "Behind the figures"),
    lists: ["clock_runs"],
  },
  {
    name: "registers",
    id: "page.register-by-register",
    label: "Register by register",
    lists: ["today", "meeting_items", "meeting_actions", "meeting_events"],
  },
];

/** What the page of figures already published is made from, besides the measures it asks. */
const publishedMart = "marts.published_figures";

function publishedNode({ report }: Site): LineageNode[] {
  if (isPageOff(report, "published")) return [];
  const reads = report.models.some(({ name }) => name === publishedMart) ? [publishedMart] : [];
  const label = pageName(report.pages, "published", "Figures already published");
  return [{ id: "page.published", label, kind: "page", reads }];
}

function pageNodes(site: Site): LineageNode[] {
  const own = site.series.map(({ definition }) => definition);
  const used = (Object.keys(groups) as Group[]).filter((group) => own.some((one) => one.group === group));
  const id = (measure: { id: string }) => `measures.${measure.id}`;
  const listId = (list: string) => `lists.${list}`;
  return [
    ...used.map(
      (group): LineageNode => ({
        id: `page.${group}`,
        label: groupName(site.report.about, group),
        kind: "page",
        reads: [
          ...own.filter((one) => one.group === group).map(id),
          ...(groupLists[group] ?? []).map(listId),
        ],
      }),
    ),
    ...listPages(site.report).flatMap(({ lists, name, ...page }): LineageNode[] =>
      isPageOff(site.report, name) ? [] : [{ ...page, kind: "page", reads: lists.map(listId) }],
    ),
    ...publishedNode(site),
    {
      id: "page.public",
      label: "Public statistics",
      kind: "page",
      reads: own.filter((one) => one.public.includes("total")).map(id),
    },
  ];
}

/** Everything a figure passes through: sources, raw tables, models, lists, measures and pages, each with what it reads. */
export function lineageOf(site: Site): LineageNode[] {
  const sources = site.report.sources.map(
    ({ id }): LineageNode => ({ id: `source.${id}`, label: sourceName(id), kind: "source", reads: [] }),
  );
  return [...sources, ...rawNodes(site.report), ...modelNodes(site), ...pageNodes(site)];
}

/** All that the named nodes came through, themselves included. */
function withAncestors(nodes: readonly LineageNode[], ids: readonly string[]): LineageNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kept = new Set<string>();
  const visit = (id: string) => {
    if (kept.has(id)) return;
    kept.add(id);
    for (const read of byId.get(id)?.reads ?? []) visit(read);
  };
  for (const id of ids) visit(id);
  return nodes.filter(({ id }) => kept.has(id));
}

/** The lineage of one group's measures, as far as the pages they are on. */
export function groupLineage(nodes: readonly LineageNode[], measures: readonly Series[]): LineageNode[] {
  const ids = measures.map(({ definition }) => `measures.${definition.id}`);
  const kept = withAncestors(nodes, ids);
  const known = new Set(kept.map(({ id }) => id));
  const pages = nodes
    .filter(({ kind, reads }) => kind === "page" && reads.some((id) => ids.includes(id)))
    .map((page) => ({ ...page, reads: page.reads.filter((id) => known.has(id)) }));
  return [...kept, ...pages];
}

/** The lineage with each group's measures drawn as one, for the picture of it all. */
export function lineageByGroup(nodes: readonly LineageNode[]): LineageNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pages = nodes
    .filter(({ kind, id }) => kind === "page" && id !== "page.public")
    .map((page) => ({
      ...page,
      reads: [
        ...new Set(
          page.reads.flatMap((id) => (id.startsWith("lists.") ? [id] : (byId.get(id)?.reads ?? []))),
        ),
      ],
    }));
  const ids = pages.map(({ id }) => id);
  const rest = nodes.filter(({ kind }) => kind !== "measures" && kind !== "page");
  return withAncestors([...rest, ...pages], ids);
}

/** The titles of the checks that look at anything a measure came through, or at every file. */
export function checksOf(site: Site, nodes: readonly LineageNode[], series: Series): string[] {
  const id = `measures.${series.definition.id}`;
  const through = new Set(withAncestors(nodes, [id]).map((node) => node.id));
  return site.report.checks
    .filter((check) => {
      const reads = site.report.models.find(({ name }) => name === `checks.${check.id}`)?.reads ?? [];
      return reads.some((name) => through.has(name) || name === "raw.loads");
    })
    .map(({ title }) => title);
}
