import { describe, expect, it } from "vitest";
import { forBoard } from "../../../src/report/forBoard.ts";
import { toSite } from "../../../src/report/series.ts";
import { boardPages } from "../../../src/site/board.ts";
import { Markdown } from "../../../src/site/components/layout.ts";
import { toPages } from "../../../src/site/pages.ts";
import { fixtureInput } from "./fixture.ts";

const given = fixtureInput("internal");
const undivided = given.measures.find(({ dimensions }) => dimensions.length === 0)?.id ?? "";
/** With an action about a measure that isn't by anything: a board has all of its figures. */
const report = {
  ...given,
  casework: {
    ...given.casework,
    actions: given.casework.actions.flatMap((one) => [
      one,
      { ...one, action_reference: `${one.action_reference}-2`, measure: undivided },
    ]),
  },
};
const whole = toSite(report);
const site = toSite(forBoard(report));
const pages = boardPages(whole, toPages(whole), site);
const { feedback, queue, samples, drawn, items, actions, events } = report.casework;

describe("a board’s site", () => {
  it("is, page for page, what is made of a report that lacks officers and cases", () => {
    const inOneLine = (text: string) => text.replace(/\s*\n\s*/g, " ");
    const byPath = new Map(pages.map((page) => [page.path, page]));
    const made = toPages(site);
    expect(made.length).toBe(pages.length);
    for (const page of made)
      for (const part of ["header", "body", "footer"] as const)
        expect(inOneLine(byPath.get(page.path)?.[part].text ?? ""), `${page.path}, ${part}`).toBe(
          inOneLine(page[part].text),
        );
  });

  it("names no officer, case, item, action or owner of the lists", () => {
    const named = [
      ...feedback.flatMap(({ feedback_reference, officer }) => [feedback_reference, officer]),
      ...queue.map(({ feedback_reference }) => feedback_reference),
      ...[...samples, ...drawn].flatMap(({ sample_id, case_reference }) => [sample_id, case_reference]),
      ...items.flatMap(({ item_reference, case_reference, sender_name }) => [
        item_reference,
        case_reference,
        sender_name,
      ]),
      ...actions.flatMap(({ action_reference, action }) => [action_reference, action]),
      ...events.map(({ event_reference }) => event_reference),
      ...report.figures.flatMap(({ breakdown, group }) => (breakdown === "officer" ? [group] : [])),
    ].filter((name) => name !== null && name.length > 3 && !/^not /.test(name));
    expect(named.length).toBeGreaterThan(20);
    const text = pages
      .flatMap(({ title, header, body, footer }) => [title, header.text, body.text, footer.text])
      .join("\n");
    const words = new Set(text.match(/[\w/-]+/g));
    const isIn = (name: string) => (/[^\w/-]/.test(name) ? text.includes(name) : words.has(name));
    const found = [...new Set(named)].filter((name) => isIn(name ?? ""));
    expect(found).toEqual([]);
  });

  it("has no page of cases and no way to one, but the ways from a figure to where it comes from", () => {
    const paths = pages.map(({ path }) => path);
    expect(paths.filter((path) => /^feedback$|drill|registers\//.test(path))).toEqual([]);
    for (const { path, header, body, footer } of pages) {
      const text = [header, body, footer].map((one) => one.text).join("");
      expect(text.match(/[/"]feedback\.html|drill\.html|registers\/|quarantine\.csv/)?.[0], path).toBe(
        undefined,
      );
    }
    const index = pages.find(({ path }) => path === "index");
    expect(index?.body instanceof Markdown).toBe(false);
    expect(index?.body.text).toContain("trace/");
    expect(index?.header.text).toContain("without officers and cases");
  });

  it("leaves out a dimension by another name whose groups are officers, and keeps one that merely shares a word", () => {
    const officers = [...new Set(feedback.map(({ officer }) => officer))].slice(0, 3);
    const [figure] = report.figures;
    if (!figure) throw new Error("missing figure");
    const own = (breakdown: string, groups: readonly string[]) =>
      groups.map((group) => ({ ...figure, breakdown, group }));
    const figures = [
      ...report.figures,
      ...own("handled_by", officers),
      ...own("desk", ["Front desk", "Back desk", "not recorded"]),
      ...own("team,officer", ["Team · S1"]),
    ];
    const kept = new Set(forBoard({ ...report, figures }).figures.map(({ breakdown }) => breakdown));
    expect(kept).not.toContain("handled_by");
    expect(kept).not.toContain("officer");
    expect(kept).not.toContain("team,officer");
    expect(kept).toContain("desk");
    expect(kept).toContain("team");
  });
});
