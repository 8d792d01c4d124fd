import { describe, expect, it } from "vitest";
import { readRetryAfter, toWait } from "../../../loaders/fetch/retry.ts";
import { nextWatermark, readChange } from "../../../loaders/fetch/watermark.ts";

const at = (text: string) => Date.parse(text);

describe("from when on is asked next time", () => {
  const next = (changed: string, began: string, overlapMinutes = 0, since: string | null = null) =>
    nextWatermark({
      latest: readChange(changed),
      began: at(began),
      overlapMinutes,
      since: since === null ? null : { clock: "moment", from: since },
    });

  it("is the latest change seen, by its own clock, less the overlap", () => {
    expect(next("2022-06-14T09:00:00.1234567Z", "2022-06-14T10:00:00Z", 60)).toEqual({
      clock: "moment",
      from: "2022-06-14T08:00:00.123Z",
    });
    expect(next("2022-06-14 09:00:00.5+01", "2022-06-14T10:00:00Z")?.from).toBe("2022-06-14T08:00:00.500Z");
    expect(next("2022-06-14T09:00", "2022-06-14T10:00:00Z")).toEqual({
      clock: "local",
      from: "2022-06-14T08:00:00.000",
    });
    expect(next("2022-06-14", "2022-06-14T10:00:00Z")).toEqual({ clock: "day", from: "2022-06-14" });
    expect(next("2022-06-14", "2022-06-14T10:00:00Z", 60)).toEqual({ clock: "day", from: "2022-06-13" });
  });

  it("is none after the fetch began, however late a change says that it was", () => {
    expect(next("2099-01-01T00:00:00Z", "2022-06-14T10:00:00Z", 1)?.from).toBe("2022-06-14T09:59:00.000Z");
  });

  it("never goes back, and stays where no row came", () => {
    expect(next("2022-06-14T09:00:00Z", "2022-06-14T10:00:00Z", 60, "2022-06-14T08:30:00.000Z")?.from).toBe(
      "2022-06-14T08:30:00.000Z",
    );
    expect(next("", "2022-06-14T10:00:00Z", 60, "2022-06-14T08:30:00.000Z")?.from).toBe(
      "2022-06-14T08:30:00.000Z",
    );
    expect(next("infinity", "2022-06-14T10:00:00Z")).toBeNull();
  });
});

describe("a service is waited for", () => {
  const now = new Date("2022-06-14T10:00:00Z");

  it("as many seconds, or until the moment, that it says", () => {
    expect(readRetryAfter("17", now)).toBe(17);
    expect(readRetryAfter("Tue, 14 Jun 2022 10:01:00 GMT", now)).toBe(60);
    expect(readRetryAfter("Tue, 14 Jun 2022 09:00:00 GMT", now)).toBe(0);
    expect([readRetryAfter("soon", now), readRetryAfter(undefined, now)]).toEqual([undefined, undefined]);
  });

  it("longer each time, by some that differs, and a minute at most", () => {
    expect([1, 2, 3, 9].map((times) => toWait(times, 0))).toEqual([500, 1000, 2000, 30_000]);
    expect([1, 2, 3, 9].map((times) => toWait(times, 1))).toEqual([1000, 2000, 4000, 60_000]);
  });
});
