import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { findPlace, isReplaced } from "../../loaders/landing.ts";
import { openLandingKey } from "../../loaders/landingKey.ts";
import { load } from "../../loaders/load.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

const settings = readSettings("data/sources.yaml");
const day = "2022-04-02";
const mailboxes = (emails: number) =>
  `Mailbox,From,To,Emails\nCustomer Care,01/03/2022,31/03/2022,${emails}\n`;
const form =
  '{"form_id":"WF-00001","submitted_at":"2022-03-01T10:00:00Z","form":"Feedback about us","name":"","email":"","message":""}\n';

describe("a file that changes between its hash and its rows", () => {
  it("is told from one that was only touched", () => {
    const folder = temporaryFolder();
    const file = `${day}/mailboxes-2021-22.csv`;
    writeFiles(folder, { [file]: mailboxes(7) });
    const [extract] = findExtracts(folder, settings).extracts;
    if (!extract) throw new Error("missing extract");
    const place = findPlace(extract, folder, openLandingKey(temporaryFolder()));
    expect(isReplaced(place)).toBe(false);
    utimesSync(extract.path, 1, 1);
    expect(isReplaced(place)).toBe(false);
    writeFileSync(extract.path, mailboxes(8));
    expect(isReplaced(place)).toBe(true);
  });

  it("is refused and doesn't land; the next build reads what is there", async () => {
    const folder = temporaryFolder();
    const landing = temporaryFolder();
    const names = { first: `${day}/mailboxes-2021-22.csv`, second: `${day}/webforms-2021-22.jsonl` };
    writeFiles(folder, { [names.first]: mailboxes(7), [names.second]: form });
    const found = findExtracts(folder, settings);
    const later = form.replace("WF-00001", "WF-00002");
    const instance = await openDatabase();
    let done = 0;
    const { refused, files } = await load(instance, found, landing, () => {
      done += 1;
      if (done === 1)
        for (const name of Object.values(names))
          writeFileSync(join(folder, name), name === names.first ? mailboxes(8) : later);
    });
    expect(refused).toEqual([
      expect.objectContaining({
        file: files[0]?.extract.file === names.first ? names.second : names.first,
        problem: expect.stringContaining("has changed while it was being read"),
      }),
    ]);
    const again = await openDatabase();
    const { refused: then, files: all } = await load(again, findExtracts(folder, settings), landing);
    expect(then).toEqual([]);
    expect(all.map(({ loaded_from }) => loaded_from)).toEqual(["parsed", "parsed"]);
  });
});
