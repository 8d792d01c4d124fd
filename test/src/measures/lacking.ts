import { type Figure, type Lack, nothingLacks, type Status } from "../../../src/measures/figure.ts";

const states: Partial<Record<Status, Figure["state"]>> = {
  x: "not held",
  c: "hidden",
  z: "nothing to count",
};

/** What a figure of a status says of its state, of a period that is held whole or not at all. */
export const lacking = (status: Status): Omit<Lack, "note"> => ({
  ...nothingLacks,
  state: states[status] ?? "held",
});
