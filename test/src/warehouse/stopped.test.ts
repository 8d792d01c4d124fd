import { describe, expect, it } from "vitest";
import { inOneLine, sayOfFile } from "../../../src/warehouse/stopped.ts";

const file = "2022-04-02/register-2022-03.xlsx";

describe("what is wrong with a file", () => {
  it.each([
    ["register-2022-03.xlsx can't be read.", `${file} can't be read.`],
    [`${file} can't be loaded.`, `${file} can't be loaded.`],
    ["no source has such a file", `${file}: no source has such a file`],
    ["register-2022-03.xlsx.bak can't be read.", `${file}: register-2022-03.xlsx.bak can't be read.`],
  ])("names it once, by its path: %s", (problem, said) => {
    expect(sayOfFile({ file, problem })).toBe(said);
  });

  it("is one line with what to do", () => {
    const problem = "register-2022-03.xlsx can't be read.\n  it has no sheet\n  nor a name\nExport it again.";
    expect(inOneLine({ file, problem })).toBe(
      `${file} can't be read: it has no sheet; nor a name. Export it again.`,
    );
  });
});
