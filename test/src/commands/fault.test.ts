import { expect, test } from "vitest";
import { describeFault } from "../../../src/commands/fault.ts";

const saidOf = (message: string) => describeFault(new Error(message)).split("\n")[1];

test("an error that nobody foresaw is told without its stack, and without what it quotes", () => {
  const told = describeFault(
    new Error("marts.cases can't be built: Binder Error: no such column\nLINE 1: x"),
  );
  expect(told).toBe(
    [
      "This can't be done, by a fault of Candour's own.",
      "  marts.cases can't be built: Binder Error: no such column",
      "What stood before stands still.",
      "Run it again with CANDOUR_STACK=1 to see where, and report that.",
    ].join("\n"),
  );
  expect(saidOf("Conversion Error: Could not convert string 'Ann O'Brien' to INT32")).toBe(
    "  Conversion Error: Could not convert string … to INT32",
  );
  expect(saidOf('Duplicate key "Ann: 5')).toBe("  Duplicate key …");
  expect(saidOf("Malformed JSON. Input: Ann Other")).toBe("  Malformed JSON. …");
  expect(describeFault("Ann")).toContain("  Ann");
  expect(describeFault(new TypeError(""))).toContain("  TypeError");
});
