import { expect, test } from "vitest";
import { isSameList, readPlace } from "../../../../src/site/client/drill/place.ts";

const isSame = (one: string, other: string) => {
  const [from, to] = [one, other].map((search) => readPlace(`?measure=calls&${search}`));
  if (!from || !to) throw new Error("not a place");
  return isSameList(from, to);
};

test("an address without a dimension is of the same list as the one that names the first", () => {
  expect(isSame("month=2022-03", "by=team&month=2022-03&only=others")).toBe(true);
  expect(isSame("by=team&month=2022-03", "by=team&month=2022-03&page=2&sort=closed")).toBe(true);
  expect(isSame("month=2022-03", "by=team&month=2022-02")).toBe(false);
  expect(isSame("by=team&month=2022-03", "by=officer&month=2022-03")).toBe(false);
  expect(isSame("month=2022-03", "by=team&group=North&month=2022-03")).toBe(false);
});
