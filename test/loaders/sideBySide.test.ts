import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { both, sideBySide } from "../../loaders/sideBySide.ts";

describe("sideBySide", () => {
  it("does each item once, no more of them at a time than there are lanes", async () => {
    const done: [number, string][] = [];
    const busy = new Set<string>();
    await sideBySide([30, 10, 20, 0, 5], ["a", "b"], async (milliseconds, lane) => {
      expect(busy.has(lane)).toBe(false);
      busy.add(lane);
      await setTimeout(milliseconds);
      busy.delete(lane);
      done.push([milliseconds, lane]);
    });
    expect(done.map(([milliseconds]) => milliseconds).sort((a, b) => a - b)).toEqual([0, 5, 10, 20, 30]);
    expect(new Set(done.map(([, lane]) => lane))).toEqual(new Set(["a", "b"]));
  });

  it("begins nothing more once one has failed, and throws when those begun have ended", async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const work = async (item: string) => {
      begun.push(item);
      await setTimeout(item === "slow" ? 30 : 0);
      if (item === "bad") throw new Error("invalid item: bad");
      ended.push(item);
    };
    await expect(sideBySide(["slow", "bad", "later"], [0, 1], work)).rejects.toThrow("invalid item: bad");
    expect({ begun, ended }).toEqual({ begun: ["slow", "bad"], ended: ["slow"] });
  });

  it("does nothing of nothing", async () => {
    await expect(sideBySide([], [0, 1], () => Promise.reject(new Error("begun")))).resolves.toBeUndefined();
  });
});

describe("both", () => {
  it("gives both, and throws only when the other has ended too", async () => {
    expect(await both(setTimeout(5, "one"), Promise.resolve(2))).toEqual(["one", 2]);
    let hasEnded = false;
    const slow = setTimeout(20).then(() => {
      hasEnded = true;
    });
    await expect(both(Promise.reject(new Error("the first")), slow)).rejects.toThrow("the first");
    expect(hasEnded).toBe(true);
  });
});
