import { describe, expect, it } from "vitest";
import { readDestinations, withDate } from "../../../src/pack/pdf.ts";

const information =
  "1 0 obj\n<</CreationDate (D:20261121232018+00'00')\n/ModDate (D:20261121232018+00'00')>>\nendobj\n";

describe("the dates of a printed document", () => {
  it("become the given day, in the same length, and nothing else changes", () => {
    const rest = "2 0 obj\n<</Note (/ModDate (D:20261121232018+00'00'))>>\nendobj\n";
    const dated = withDate(Buffer.from(information + rest, "latin1"), "2022-03-31").toString("latin1");
    expect(dated).toBe(information.replaceAll("20261121232018", "20220331000000") + rest);
  });

  it("must be where they are expected", () => {
    expect(() => withDate(Buffer.from("1 0 obj\n<<>>\nendobj\n"), "2022-03-31")).toThrow(
      "its dates aren't in",
    );
  });
});

describe("the places in a printed document", () => {
  it("are found on their pages through a page tree of any depth", () => {
    const text = [
      "9 0 obj\n<</Type /Catalog\n/Pages 8 0 R>>\nendobj",
      "2 0 obj\n<</Type /Page>>\nendobj",
      "3 0 obj\n<</Type /Page>>\nendobj",
      "4 0 obj\n<</Type /Page>>\nendobj",
      "7 0 obj\n<</Type /Pages\n/Kids [3 0 R 2 0 R]>>\nendobj",
      "8 0 obj\n<</Type /Pages\n/Kids [7 0 R 4 0 R]>>\nendobj",
      "5 0 obj\n<</agenda [3 0 R /XYZ 0 800 0]\n/measures#2Fcalls.html [4 0 R /XYZ 0 400 0]\n/data [2 0 R /XYZ 0 1 0]>>\nendobj",
    ].join("\n");
    expect(readDestinations(Buffer.from(`\n${text}`, "latin1"))).toEqual(
      new Map([
        ["agenda", 1],
        ["measures/calls.html", 3],
        ["data", 2],
      ]),
    );
  });
});
