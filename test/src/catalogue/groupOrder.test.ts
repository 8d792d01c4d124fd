import { describe, expect, it } from "vitest";
import { placeOfGroup, withGroupOrder } from "../../../src/catalogue/groupOrder.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { casesMeasure } from "../release/planFigure.ts";

describe("the order of groups", () => {
  it("is that of the bands of age and of the stages, and those without one come last", () => {
    const measures = readMeasures("2022-03-31", programSettings);
    const orderOf = (id: string) => measures.find((one) => one.id === id)?.group_order;
    expect(orderOf("cases-open-by-age")).toEqual({
      age: ["under 13 weeks", "13 to 26 weeks", "26 to 52 weeks", "over 52 weeks"],
    });
    expect(orderOf("cases-open")).toEqual({
      stage: ["enquiry", "intake", "assessment", "detailed investigation"],
    });
    const open = casesMeasure("open", "stock", { group_order: { stage: ["enquiry", "intake"] } });
    const places = ["not recorded", "intake", "enquiry"].map((group) => placeOfGroup(open, "stage", group));
    expect(places).toEqual([2, 1, 0]);
  });

  it("can't be of bands that aren't there", () => {
    const odd = casesMeasure("odd", "stock", { bands: { age: "old things" }, dimensions: ["age"] });
    expect(() => withGroupOrder([odd], projectFile("data"))).toThrow("bands: age: old things");
  });
});
