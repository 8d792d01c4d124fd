import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readOffice } from "../../../loaders/office.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { type Plan, readPlan } from "../../../src/release/plan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { emptyPlan } from "./planFigure.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const floor = { counted: "cases-received", least: 20, least_of_share: 20, others: "other bodies" };
const measures: Plan["measures"] = {
  "cases-received": { total: ["month"], body: ["financial-year"] },
};

function read(change: Partial<Plan>): Plan {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "publication.yaml": stringify({ ...emptyPlan, measures, floors: { body: floor }, ...change }),
  });
  return readPlan(join(folder, "publication.yaml"), definitions, readOffice(programSettings));
}

describe("a plan that publishes bodies", () => {
  it("is read where they are by the year and have a floor", () => {
    expect(read({}).floors).toEqual({ body: floor });
    expect(() =>
      readPlan(projectFile("data/publication.yaml"), definitions, readOffice(programSettings)),
    ).not.toThrow();
  });

  it("isn't where they are by the month, beside another dimension, have no floor or don't add up", () => {
    const byMonth = { "cases-received": { total: ["month"], body: ["month"] } } satisfies Plan["measures"];
    expect(() => read({ measures: byMonth })).toThrow("body: is public by financial-year alone");
    expect(() => read({ floors: {} })).toThrow("body: body must have a floor");
    const crossed = {
      "cases-received": {
        total: ["month"],
        body: ["financial-year"],
        "body,jurisdiction": ["financial-year"],
      },
    } satisfies Plan["measures"];
    expect(() => read({ measures: crossed })).toThrow("must be of one dimension");
    const uncounted = {
      "cases-decided": { total: ["month"], body: ["financial-year"] },
    } satisfies Plan["measures"];
    expect(() => read({ measures: uncounted })).toThrow(
      "floors, body: cases-received by body isn't in the plan",
    );
  });

  it("isn't where a body may be called what the rest are", () => {
    expect(() => read({ labels: { body: ["other bodies"] } })).toThrow("other bodies must be no label");
  });
});

describe("a flow of a plan", () => {
  it("names a stock, and what comes and goes in a period", () => {
    const flow = { stock: "cases-open", came: ["cases-received"], went: ["cases-closed"], by: ["total"] };
    expect(read({ flows: [flow] }).flows).toEqual([flow]);
    expect(() => read({ flows: [{ ...flow, stock: "cases-closed" }] })).toThrow("cases-closed is no stock");
    expect(() => read({ flows: [{ ...flow, went: ["cases-open"] }] })).toThrow("cases-open is no flow");
    expect(() => read({ flows: [{ ...flow, came: ["cases-recieved"] }] })).toThrow(
      "flows, cases-open: unknown measure: cases-recieved",
    );
    expect(() => read({ flows: [{ ...flow, stock: "nope" }] })).toThrow("flows, nope: unknown measure: nope");
  });
});

describe("what a plan names", () => {
  const known = { measure: "cases-received", count: 3, source: "An answer" };
  const decided = { measure: "cases-received", by: "total", reason: "Late.", decided_by: "Head" };

  it.each(["2031-13", "2021-6", "2021/23", "2021/22 Q5", "2021-22", "June 2021"])(
    "is of a month, quarter or year, which %s is not",
    (period) => {
      const said = `cases-received: ${period} is no period: 2021-06, 2021/22 Q1 or 2021/22`;
      expect(() => read({ known: [{ ...known, periods: [period] }] })).toThrow(`known, ${said}`);
      const revisions = [{ ...decided, periods: [period] }];
      expect(() => read({ roles: ["Head"], revisions })).toThrow(`revisions, ${said}`);
    },
  );

  it("may be of each kind of period", () => {
    const periods = ["2021-06", "2021/22 Q1", "1999/00"];
    expect(read({ known: [{ ...known, periods }] }).known[0]?.periods).toEqual(periods);
  });

  it("of a link is said with the link's place and whole", () => {
    const whole = { measure: "cases-received" };
    const wrong = { whole, parts: [{ measure: "cases-received", by: "colour", group: "red" }] };
    expect(() => read({ links: [{ whole, parts: [whole] }, wrong] })).toThrow(
      "links, 2, whole cases-received: cases-received by colour isn't in the plan",
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://example.org/licence"])(
    "as its licence is on the web, which %s is not",
    (url) => {
      expect(() => read({ licence: { name: "Open", url } })).toThrow("licence.url");
    },
  );
});

describe("groups that a plan puts together", () => {
  const entry = {
    measure: "emails",
    by: "mailbox",
    groups: ["Customer Care", "Ombudsman's office"],
    as: "others",
  };
  const emails: Plan["measures"] = { emails: { total: ["month"], mailbox: ["month"] } };
  const listed = { labels: { mailbox: ["others"] }, measures: emails, floors: {} };

  it("are of a breakdown that is in it, adds up and has the label", () => {
    expect(read({ ...listed, joined: [entry] }).joined).toEqual([entry]);
    expect(() => read({ ...listed, labels: {}, joined: [entry] })).toThrow(
      "others must be listed under labels",
    );
    expect(() => read({ ...listed, joined: [entry, entry] })).toThrow("is there twice");
    expect(() => read({ ...listed, joined: [{ ...entry, by: "line" }] })).toThrow("isn't in the plan");
  });
});
