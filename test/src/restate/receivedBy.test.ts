import { describe, expect, it } from "vitest";
import { readSettings } from "../../../loaders/readSettings.ts";
import type { Extract, Source } from "../../../loaders/sources.ts";
import { projectFile } from "../../../src/project.ts";
import { findReceivedBy } from "../../../src/restate/receivedBy.ts";

const settings = readSettings(projectFile("data/sources.yaml"));
const sourceOf = (id: string): Source => {
  const found = settings.sources.find((source) => source.id === id);
  if (!found) throw new Error(`unknown source: ${id}`);
  return found;
};
const [calls, cases] = [sourceOf("telephony_calls"), sourceOf("msd_cases")];
const sources = [calls, cases];

function extract(source: Source, month: string, received_on: string): Extract {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const covers_to = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const file = `${received_on}/${source.id}-${month}`;
  return {
    source,
    path: file,
    file,
    received_on,
    covers_from: `${month}-01`,
    covers_to,
    period_to: covers_to,
  };
}

const january = [extract(cases, "2022-01", "2022-02-01"), extract(calls, "2022-01", "2022-02-02")];
const february = [extract(cases, "2022-02", "2022-03-01"), extract(calls, "2022-02", "2022-03-05")];

describe("the day a month's extracts had come by", () => {
  it("is the first on which each file due for it was there", () => {
    expect(findReceivedBy("2022-02", [...january, ...february], sources)).toBe("2022-03-05");
  });

  it("is the same however much has come since", () => {
    const later = [extract(cases, "2022-03", "2022-04-01"), extract(calls, "2022-02", "2022-03-20")];
    expect(findReceivedBy("2022-02", [...january, ...february, ...later], sources)).toBe("2022-03-05");
  });

  it("is the end of the month after when a file didn't come in time", () => {
    const late = [...january, ...february.slice(0, 1), extract(calls, "2022-02", "2022-04-03")];
    expect(findReceivedBy("2022-02", late, sources)).toBe("2022-03-31");
  });

  it("doesn't wait for what has been missing since long before", () => {
    expect(findReceivedBy("2022-02", [...january.slice(0, 1), ...february], sources)).toBe("2022-03-05");
  });

  it("isn't there when nothing of the month had come", () => {
    expect(findReceivedBy("2022-02", january, sources)).toBeUndefined();
    expect(findReceivedBy("2022-02", [extract(cases, "2022-02", "2022-05-01")], sources)).toBeUndefined();
  });
});
