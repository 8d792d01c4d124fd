import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { candourHere } from "../../endToEnd/office.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { land, staffCsv } from "./landed.ts";

it("the command says where and of what kind, never what, and ends with code 1", async () => {
  const folder = temporaryFolder();
  await land(join(folder, "landing"), { "staff-2022-03.csv": staffCsv(["Meera Chattopadhyay"]) });
  writeFiles(folder, {
    "out/calls.csv": "period,note\r\n2021-06,asked of Chattopadhyay Meera\r\n",
    "out/index.html": "<p>Call 0345 015 4033, or 020 7946 0101. Write to statistics@ombudsman.example.</p>",
  });
  const args = ["scan", join(folder, "out"), "--landing", join(folder, "landing")];
  // The first line and the address are in data/publication.yaml.
  const ran = await candourHere([...args, "--allow", "020 7946 0101"]);
  expect(ran.code).toBe(1);
  expect(ran.stdout.trimEnd().split("\n")).toEqual([
    "calls.csv: column 2: a name",
    "calls.csv: line 2: a name",
    "calls.csv: row 1: a name",
  ]);
  const kept = join(folder, "landing", "scan-findings.yaml");
  expect(ran.stderr).toContain(`3 findings: these files may not leave. What they say is in ${kept}`);
  expect(ran.stderr).not.toMatch(/meera|chattopadhyay/i);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(readFileSync(kept, "utf8")).toContain("text: Chattopadhyay Meera");

  cpSync("data/publication.yaml", join(folder, "plan", "publication.yaml"));
  writeFiles(folder, {
    "plan/clearances.yaml": `clearances:
  - { text: Chattopadhyay Meera, what: a name, reason: a street of that name, by: Head of Statistics }
  - { text: Mrs Shufflebotham, what: a title and surname, reason: a character of a play, by: Head of Statistics }
`,
  });
  const cleared = await candourHere([
    ...args,
    "--allow",
    "020 7946 0101",
    "--plan",
    join(folder, "plan", "publication.yaml"),
  ]);
  expect(cleared).toMatchObject({ code: 0, stdout: "" });
  expect(cleared.stderr).toContain("3 findings cleared by 1 clearance.");
  expect(cleared.stderr).toContain("Clearance 2 (a title and surname) clears nothing: take it out.");
  expect(cleared.stderr).toContain("Nothing else found.");
  expect(existsSync(kept)).toBe(false);
  expect((await candourHere([...args, "--findings", join(folder, "out", "found.yaml")])).stderr).toContain(
    "which is to leave",
  );
  writeFiles(folder, { "out/calls.csv": "period,note\r\n2021-06,\r\n" });
  expect(await candourHere([...args, "--allow", "02079460101"])).toMatchObject({ code: 0, stdout: "" });
  expect(
    (await candourHere(["scan", join(folder, "nowhere"), "--landing", join(folder, "landing")])).stderr,
  ).toContain("can't be scanned");
});
