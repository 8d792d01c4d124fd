import { describe, expect, it } from "vitest";
import { checkSigning } from "../../../src/release/signing.ts";

const roles = ["Head of Statistics", "Head of Customer Care", "Freedom of Information Officer"];
const check = (signedBy: string, readBy: string | null = null, listed = roles) =>
  checkSigning({ signedBy, readBy }, { roles: listed });

describe("who signs a release, and who else has read its words", () => {
  it("are roles of the plan", () => {
    expect(() => check("Head of Statistics")).not.toThrow();
    expect(() => check("Head of Statistics", "Head of Customer Care")).not.toThrow();
  });

  it.each([
    ["a name", "Meera Chattopadhyay", null],
    ["a role that isn't listed", "Chief Executive", null],
    ["a role in other words", "head of statistics", null],
    ["a reader's name", "Head of Statistics", "Meera"],
  ])("can't be %s, and what was typed isn't repeated", (_title, signedBy, readBy) => {
    expect(() => check(signedBy, readBy)).toThrow(
      /^Who signs and who reads must be roles of the plan\.\n {2}Head of Statistics\n {2}Head of Customer Care\n/,
    );
    expect(() => check(signedBy, readBy)).not.toThrow(/Meera|Chief Executive/);
  });

  it("can't be the same", () => {
    expect(() => check("Head of Statistics", "Head of Statistics")).toThrow(
      /^Who reads must be another than who signs\.\n {2}Head of Customer Care/,
    );
  });

  it("are nobody where the plan names no roles", () => {
    expect(() => check("Head of Statistics", null, [])).toThrow("the plan names no roles");
  });
});
