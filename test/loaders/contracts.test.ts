import { describe, expect, it } from "vitest";
import { contracts } from "../../loaders/contracts.ts";

describe("the contracts", () => {
  it.each([...contracts.values()].map(({ name, fields }) => [name, fields] as const))(
    "say of every column of %s what it is",
    (_name, { shape }) => {
      const silent = Object.entries(shape).filter(([, field]) => !field.description);
      expect(silent.map(([column]) => column)).toEqual([]);
    },
  );
});
