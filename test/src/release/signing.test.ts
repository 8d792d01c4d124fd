import { describe, expect, it } from "vitest";
import { checkSigning, refuseUnread } from "../../../src/release/signing.ts";

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

describe("words that nobody else has read", () => {
  const refuse = (readBy: string | null) =>
    refuseUnread(
      [
        { kind: "a label of a group", of: "team", text: "North" },
        { kind: "a measure", of: "calls", text: "Calls" },
        { kind: "a label of a group", of: "team", text: "South" },
      ],
      {
        month: "2022-03",
        page: "ledger/rehearsals/2022-03/sign-off.pdf",
        signing: { signedBy: "Head of Statistics", readBy },
        roles,
      },
    );

  it("are counted by kind, said to be on which page and to whom, and not repeated", () => {
    const last =
      'All are in ledger/rehearsals/2022-03/sign-off.pdf. Name who has read them (Head of Customer Care, Freedom of Information Officer) by --read-by "ROLE".';
    const kinds = "  a label of a group: 2\n  a measure: 1\n";
    expect(() => refuse(null)).toThrow(
      `March 2022 may not be released yet: 3 texts that no release has shown must be read by another.\n${kinds}${last}`,
    );
    expect(() => refuse(null)).not.toThrow(/North|South/);
  });

  it("are those that the last page to sign hadn't, where somebody has read that", () => {
    expect(() => refuse("Head of Customer Care")).toThrow(
      "3 texts that the last page to sign hadn't must be read by another.",
    );
  });
});
