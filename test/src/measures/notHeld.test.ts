import { describe, expect, it } from "vitest";
import type { Holding } from "../../../src/catalogue/holdings.ts";
import { nothingLacks } from "../../../src/measures/figure.ts";
import { findGroupNotHeld } from "../../../src/measures/notHeld.ts";

const closed: Holding = {
  measure: "emails",
  breakdown: "mailbox=Complaints about us",
  from: "2015-02-12",
  to: "2028-12-31",
  extent: "none",
  reason: "The mailbox had been diverted.",
};

const month = (period_start: string, period_end: string) => ({ period_start, period_end, taken_on: null });

describe("a group that has ended", () => {
  const values = [{ dimension: "mailbox", value: "Complaints about us" }];

  it("is not held in a period wholly after its end", () => {
    const march = month("2015-03-01", "2015-03-31");
    expect(findGroupNotHeld({ id: "emails" }, values, march, [closed])).toEqual({
      ...nothingLacks,
      state: "not held",
      note: "The mailbox had been diverted.",
    });
  });

  it("is counted in a period that began before its end", () => {
    expect(
      findGroupNotHeld({ id: "emails" }, values, month("2015-02-01", "2015-02-28"), [closed]),
    ).toBeUndefined();
  });

  it("is held in part in a period that began before anything of it is", () => {
    const before = { ...closed, from: "2014-04-01", to: "2015-02-11", reason: "It wasn’t read." };
    const february = month("2015-02-01", "2015-02-28");
    expect(findGroupNotHeld({ id: "emails" }, values, february, [before])).toEqual({
      ...nothingLacks,
      state: "held in part",
      held_from: "2015-02-12",
      held_to: "2015-02-28",
      note: "It wasn’t read.",
    });
  });

  it("says nothing of another group, another measure or the total", () => {
    const march = month("2015-03-01", "2015-03-31");
    const other = [{ dimension: "mailbox", value: "Customer Care" }];
    expect(findGroupNotHeld({ id: "emails" }, other, march, [closed])).toBeUndefined();
    expect(findGroupNotHeld({ id: "calls" }, values, march, [closed])).toBeUndefined();
    expect(findGroupNotHeld({ id: "emails" }, [], march, [closed])).toBeUndefined();
  });
});
