import fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readAll, toXlsxParts, toZip, write } from "./workbookFiles.ts";

const given = toXlsxParts({
  sheets: [
    ["A", '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44650</v></c></row>'],
    ["B", '<row><c t="inlineStr"><is><r><t>SECRET</t></r></is></c><c t="b"><v>1</v></c></row>'],
  ],
  strings: "<si><t>SECRET</t></si>",
  formats: ["yyyy-mm-dd"],
});
const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });

function toChanged(bytes: Buffer, changes: { at: number; byte: number }[]): Buffer {
  const changed = Buffer.from(bytes);
  for (const { at, byte } of changes) changed[at % changed.length] = byte;
  return changed;
}

async function expectReadOrRefused(path: string) {
  try {
    expect((await readAll(path)).length).toBeLessThanOrEqual(4);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    expect(String(error)).not.toContain("SECRET");
  }
}

test("an archive with any bytes changed is read, or refused with a DataError", async () => {
  const whole = await toZip(given);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      await expectReadOrRefused(await write(toChanged(whole, changes)));
    }),
    { numRuns: 150 },
  );
});

test("a part with any bytes changed is read, or refused with a DataError", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(given.length - 1),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (part, changes) => {
        const parts = given.map(([name, content], at): [string, Buffer] => [
          name,
          at === part ? toChanged(Buffer.from(content), changes) : Buffer.from(content),
        ]);
        await expectReadOrRefused(await write(await toZip(parts)));
      },
    ),
    { numRuns: 150 },
  );
});
