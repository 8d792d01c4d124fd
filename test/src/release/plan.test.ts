import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { projectFile } from "../../../src/project.ts";
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
  return readPlan(join(folder, "publication.yaml"), definitions);
}

describe("a plan that publishes bodies", () => {
  it("is read where they are by the year and have a floor", () => {
    expect(read({}).floors).toEqual({ body: floor });
    expect(() => readPlan(projectFile("data/publication.yaml"), definitions)).not.toThrow();
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
      "cases-recieved is no flow",
    );
  });
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
