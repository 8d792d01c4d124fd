import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExactly, readODataPage } from "../../../loaders/fetch/jsonRows.ts";
import { runs } from "../../gear.ts";

/** A value of JSON with its numbers as the texts that they are written as. */
const withTexts = (value: unknown): unknown => {
  if (typeof value === "number") return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, withTexts(own)]));
};

it("reads any JSON as it is, with each number as its digits", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 1, 2), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), null, indent);
      expect(parseExactly(written)).toEqual(withTexts(JSON.parse(written)));
    }),
    { numRuns: runs(150, 20_000) },
  );
});

it("refuses whatever isn't JSON", () => {
  for (const text of [
    "",
    "{",
    '{"a":1',
    '{"a":01}',
    '{"a":1-2}',
    '{"a":"b}',
    "[1,]",
    '{"a":+1}',
    "NaN",
    '"\\"',
  ])
    expect(() => parseExactly(text), text).toThrow(SyntaxError);
  expect(parseExactly('[-0, 1E5, 0.10, "\\\\", "\\\\\\"1", "{1}"]')).toEqual([
    "-0",
    "1E5",
    "0.10",
    "\\",
    '\\"1',
    "{1}",
  ]);
});

it("never takes what an object inherits for a value of a row", () => {
  expect(() => readODataPage('{"value":[{"a":1}]}', ["constructor"])).toThrow("its rows have no constructor");
  expect(() => readODataPage('{"__proto__":{"value":[]}}', ["a"])).toThrow("no list of rows called value");
  expect(
    readODataPage('\ufeff{"value":[{"__proto__":"x","toString":null}]}', ["__proto__", "toString"]).rows,
  ).toEqual([["x", null]]);
});
