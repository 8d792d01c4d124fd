import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Casework } from "../casework/casework.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { sayFault } from "../catalogue/ownFaults.ts";
import { readMeasures, readWrittenMeasures } from "../catalogue/readMeasures.ts";
import { allFigures } from "../measures/allFigures.ts";
import { forgetMeasures } from "../measures/measureTable.ts";
import { projectFile } from "../project.ts";
import { caseworkOf, toInternalReport } from "../report/internalReport.ts";
import type { Report } from "../report/report.ts";
import { readReport } from "../report/savedReport.ts";
import { type Site, toSite } from "../report/series.ts";
import { type LaidOutPage, Markdown, siteTitle } from "../site/components/layout.ts";
import { runFrameworkOnce } from "../site/framework.ts";
import { mendPage } from "../site/mend.ts";
import { monthsFileOf } from "../site/monthsFile.ts";
import { findPageFaults } from "../site/ownPages.ts";
import { pagePaths, toPages } from "../site/pages.ts";
import { makeBundles, reactiveFiles } from "../site/reactive/ownScripts.ts";
import { bundleScripts } from "../site/scripts.ts";
import { styleFor, writeStaging } from "../site/staging.ts";
import { kindOfPage, sheets, templatePath, toFill } from "../site/template.ts";
import { readTypeface } from "../site/typeface.ts";
import { explainAll } from "../trace/explanation.ts";
import { keepOwnThatWork } from "../trace/tryOwnFigures.ts";
import { runChecks } from "../warehouse/checks.ts";
import { ancestorsOf, readModels } from "../warehouse/graph.ts";
import { remakeModels } from "../warehouse/remakeModels.ts";
import { isOwn, type TriedMeasures, tryOwnMeasures } from "../warehouse/tryOwnMeasures.ts";
import { buildWarehouse, readSaid, type Warehouse } from "../warehouse/warehouse.ts";

/**
 * What `npm run dev` shows, kept while the code of this file and of all it imports is replaced: only data lies in it.
 * Templates are by the kind of page they are of.
 */
export interface DevOffice {
  options: { settings: string; extracts: string; landing: string; out: string; cache: string };
  report: Report;
  warehouse: Warehouse | null;
  /** Measures whose figures are still to be computed again. */
  stale: Set<string>;
  templates: Map<string, Promise<string>>;
}

/** The office as its last build left it. Rejects with a DataError when there was none. */
export async function openOffice(options: DevOffice["options"]): Promise<DevOffice> {
  const report = await readReport(options.out);
  return { options, report, warehouse: null, stale: new Set(), templates: new Map() };
}

/** The cases listed of a warehouse, as this code read them: until a model is made again they are the same. */
const listed = new WeakMap<Warehouse, Casework>();

/** Makes the warehouse from what has landed, as a build does, for what is to be computed again. */
export async function openDevWarehouse(office: DevOffice): Promise<void> {
  const warehouse = await buildWarehouse({ ...office.options, log: () => undefined });
  await keepOwnThatWork(warehouse);
  for (const { id } of staleSince(warehouse.definitions, office.report.measures, () => false))
    office.stale.add(id);
  office.warehouse = warehouse;
  // So that the first change needn't wait for them.
  listed.set(warehouse, await caseworkOf(warehouse));
}

/** Closes that warehouse: it is made again when something is next computed. */
export function closeDevWarehouse(office: DevOffice): void {
  office.warehouse?.connection.closeSync();
  office.warehouse?.instance.closeSync();
  office.warehouse = null;
}

const sites = new WeakMap<Report, Site>();

function siteOf({ report }: DevOffice): Site {
  const known = sites.get(report);
  if (known) return known;
  const site = toSite(report);
  sites.set(report, site);
  return site;
}

/** The templates of these pages, in their order, by one run of Framework. */
async function runTemplates(office: DevOffice, pages: readonly LaidOutPage[]): Promise<string[]> {
  const root = mkdtempSync(join(office.options.cache, "template-"));
  try {
    await writeStaging(office.report, pages, root);
    const out = join(root, ".built");
    await runFrameworkOnce({ root, out, title: siteTitle(office.report) });
    const { first } = await readTypeface();
    const { language } = office.report.about;
    return pages.map((page) =>
      mendPage(readFileSync(join(out, `${templatePath(page)}.html`), "utf8"), first.name, language),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What tells templates apart: of prose, what it says too. */
const keyOf = (page: LaidOutPage): string =>
  kindOfPage(page) + (page.body instanceof Markdown ? page.body.text : "");

/** Has Framework make those templates of the pages that aren't there yet. */
function askTemplates(office: DevOffice, pages: readonly LaidOutPage[]): void {
  const missing = new Map(pages.map((page) => [keyOf(page), page]));
  for (const key of office.templates.keys()) missing.delete(key);
  if (missing.size === 0) return;
  const made = runTemplates(office, [...missing.values()]);
  [...missing.keys()].forEach((key, index) => {
    office.templates.set(
      key,
      made.then((texts) => texts[index] ?? ""),
    );
  });
  made.catch(() => {
    for (const key of missing.keys()) office.templates.delete(key);
  });
}

/** A page as it is now, by its path within the site; null where there is none. */
export async function renderPage(office: DevOffice, path: string): Promise<string | null> {
  await makeBundles(office.report.ownPages);
  const [page] = toPages(siteOf(office), (one) => one === path);
  if (!page) return null;
  askTemplates(office, [page]);
  const template = await office.templates.get(keyOf(page));
  return toFill(template ?? "", page)(page);
}

/** What the file beside a page says of its charts' months now, by the file's path within the site; null where there is none. */
export function readMonths(office: DevOffice, path: string): string | null {
  const [page] = toPages(siteOf(office), (one) => monthsFileOf(one) === path);
  return page?.months ?? null;
}

/** A file that the office's pages with js ask for, as it is now; null where it is none of them. */
export async function readReactive(
  office: DevOffice,
  path: string,
): Promise<{ type: string; bytes: string | Buffer } | null> {
  await makeBundles(office.report.ownPages);
  const bytes = reactiveFiles(office.report.ownPages).get(path);
  const type = { js: "text/javascript", css: "text/css", json: "application/json" }[
    path.replace(/^.*\./, "")
  ];
  return bytes === undefined || type === undefined ? null : { type: `${type}; charset=utf-8`, bytes };
}

/** Has Framework make each template before it is asked for. */
export async function makeTemplates(office: DevOffice): Promise<void> {
  const site = siteOf(office);
  const first = new Map(
    pagePaths(site)
      .reverse()
      .map(({ path, file }) => [file, path]),
  );
  const paths = new Set(first.values());
  askTemplates(
    office,
    toPages(site, (path) => paths.has(path)),
  );
  await Promise.all(office.templates.values());
}

let scripts: Promise<string> | undefined;

async function bundleOnce(office: DevOffice): Promise<string> {
  const folder = mkdtempSync(join(office.options.cache, "scripts-"));
  await bundleScripts(folder);
  return folder;
}

/** A file of `_import/` as it is now: the stylesheet, the typeface, a script; null where there is none. */
export async function readAsset(
  office: DevOffice,
  name: string,
): Promise<{ type: string; bytes: Buffer } | null> {
  const { files, style } = await readTypeface();
  const file = files.find((one) => one.name === name);
  if (file) return { type: "font/woff2", bytes: file.font };
  const sheet = sheets.find((one) => name.startsWith(`${one}.`));
  if (sheet && /^\w+\.\w+\.css$/.test(name))
    return {
      type: "text/css; charset=utf-8",
      bytes: Buffer.from(style + (await styleFor(office.report, sheet))),
    };
  const [, script] = /^client\/(\w+)\.\w+\.js$/.exec(name) ?? [];
  if (!script) return null;
  scripts ??= bundleOnce(office);
  return { type: "text/javascript; charset=utf-8", bytes: readFileSync(join(await scripts, `${script}.js`)) };
}

/** The measures that aren't what they were, or of which `isChanged` says so. */
function staleSince(
  after: readonly MeasureDefinition[],
  before: readonly MeasureDefinition[],
  isChanged: (id: string) => boolean,
): MeasureDefinition[] {
  // What a build left was written as JSON.
  const plain = (definition: MeasureDefinition | undefined) => JSON.parse(JSON.stringify(definition ?? null));
  const old = new Map(before.map((one) => [one.id, one]));
  return after.filter((one) => !isDeepStrictEqual(plain(one), plain(old.get(one.id))) || isChanged(one.id));
}

/** The measures without those of the office's own that can't be used. */
function withoutFailed(all: readonly MeasureDefinition[], { models }: TriedMeasures): MeasureDefinition[] {
  return all.filter((one) => !isOwn(one) || models.some(({ name }) => name === `measures.${one.id}`));
}

/** The measures of which something else is said than was: that it isn't held, that it breaks, that its limits begin anew. */
function differing(before: Warehouse["context"], after: Warehouse["context"]): Set<string> {
  const keys = ["holdings", "breaks", "rebases"] as const;
  const lines = keys.flatMap((key) => {
    const was = before[key].map((one) => JSON.stringify(one));
    const is = after[key].map((one) => JSON.stringify(one));
    return [...was.filter((one) => !is.includes(one)), ...is.filter((one) => !was.includes(one))];
  });
  return new Set(lines.map((line) => String(JSON.parse(line).measure)));
}

async function compute(
  office: DevOffice,
  warehouse: Warehouse,
  definitions: readonly MeasureDefinition[],
): Promise<void> {
  const { connection, context, models } = warehouse;
  const ids = new Set(definitions.map(({ id }) => id));
  const figures = await allFigures(connection, definitions, context);
  const explanations = await explainAll(connection, definitions, context, figures, models);
  const known = new Set(warehouse.definitions.map(({ id }) => id));
  const isKept = ({ measure }: { measure: string }) => known.has(measure) && !ids.has(measure);
  const { report } = office;
  const { restated, pastMonths } = report;
  const all = [...report.figures.filter(isKept), ...figures];
  const explained = [...report.explanations.filter(isKept), ...explanations];
  const casework = listed.get(warehouse) ?? (await caseworkOf(warehouse));
  listed.set(warehouse, casework);
  office.report = { ...(await toInternalReport(warehouse, all, explained, casework)), restated, pastMonths };
  for (const id of ids) office.stale.delete(id);
}

/**
 * Takes in what has changed in `sql` and the settings: makes again the models that changed and what depends on them, then computes
 * again the measures concerned, those in `first` before the others, and calls `onFirst` between. Resolves to what was done, in
 * words. Throws an Error or DataError that says what is wrong; the report is then as it was, and what wasn't computed is
 * taken in with the next change.
 */
export async function takeIn(
  office: DevOffice,
  first: ReadonlySet<string>,
  onFirst: () => void,
): Promise<string[]> {
  if (!office.warehouse) await openDevWarehouse(office);
  const { warehouse } = office;
  if (!warehouse) throw new Error("missing warehouse");
  const { connection, context: was } = warehouse;
  const { folder } = warehouse.settings;
  const program = await readModels(connection, projectFile("sql"));
  const { made, changed } = await remakeModels(connection, warehouse.models, program);
  if (made.length > 0) listed.delete(warehouse);
  const tried = await tryOwnMeasures(connection, readWrittenMeasures(folder).own, program, folder);
  const held = {
    connection,
    context: was,
    faults: tried.faults,
    models: [...program, ...tried.models],
    definitions: withoutFailed(readMeasures(was.asAt, folder), tried),
  };
  await forgetMeasures(connection);
  await keepOwnThatWork(held);
  const { models, definitions, faults } = held;
  const context = {
    ...was,
    ...(await readSaid(connection, { ...warehouse, models }, definitions, was.asAt)),
  };
  const concerned = differing(was, context);
  const readsChanged = ({ id, divisor, framing }: MeasureDefinition) =>
    [id, divisor?.id, framing?.id].some(
      (one) => one !== undefined && ancestorsOf(models, `measures.${one}`).some((name) => changed.has(name)),
    );
  const byId = new Map(definitions.map((one) => [one.id, one]));
  for (const { id } of staleSince(definitions, warehouse.definitions, (one) => {
    const definition = byId.get(one);
    return concerned.has(one) || (definition !== undefined && readsChanged(definition));
  }))
    office.stale.add(id);
  Object.assign(warehouse, { models, definitions, context, faults });
  await forgetMeasures(connection);
  if (made.length > 0)
    warehouse.checks = await runChecks(connection, models, warehouse.settings.measures.called);
  const stale = definitions.filter(({ id }) => office.stale.has(id));
  const asked = stale.filter(({ id }) => first.has(id));
  const rest = stale.filter(({ id }) => !first.has(id));
  if (asked.length > 0 && rest.length > 0) {
    await compute(office, warehouse, asked);
    onFirst();
  }
  await compute(office, warehouse, asked.length > 0 && rest.length === 0 ? asked : rest);
  return [
    ...(made.length > 0 ? [`Made again: ${made.join(", ")}`] : []),
    ...(stale.length > 0 ? [`Computed again: ${stale.map(({ id }) => id).join(", ")}`] : []),
    ...[...office.report.faults, ...findPageFaults(siteOf(office))].map(
      (fault) => `Can't be shown: ${sayFault(fault)}`,
    ),
  ];
}
