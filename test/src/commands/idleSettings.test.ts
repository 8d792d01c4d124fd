import { join } from "node:path";
import { expect, it } from "vitest";
import { findExtracts } from "../../../loaders/findExtracts.ts";
import { readSettings } from "../../../loaders/readSettings.ts";
import { findIdleSettings } from "../../../src/commands/idleSettings.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const settings = `sources:
  cases:
    system: Our system
    contract: cases
    files: cases-{month}.csv
    format: csv
    later_files: update
    due: { days: 5 }
    dates: [yyyymmdd hh:mm, yyyy/mm/dd]
    columns: { case_reference: id, received_on: received }
    not_read: [note, remarks]
`;

it("a setting is said to be without effect only where nothing in the files answers to it", async () => {
  const home = temporaryFolder();
  writeFiles(home, {
    "settings/sources.yaml": settings,
    "settings/office.yaml":
      "name: Office\ncountry: GB\ntime_zone: Europe/London\nyear_begins: April\ncalendars: { own: days.csv }\n",
    "settings/days.csv": "date,name\n2023-01-02,A day off\n",
    "extracts/2023-02-02/cases-2023-01.csv": "id,received,note\n1,20230104 9:30,a\n",
  });
  const own = readSettings(join(home, "settings/sources.yaml"));
  const { extracts } = findExtracts(join(home, "extracts"), own);
  const [source] = own.sources;
  if (!source) throw new Error("missing source");
  expect(await findIdleSettings(source, extracts)).toEqual([
    "not_read: no heading is remarks in its files",
    "dates: no date has the form yyyy/mm/dd in its files",
  ]);
});
