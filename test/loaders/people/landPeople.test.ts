import fc from "fast-check";
import { expect, it } from "vitest";
import { literal } from "../../../loaders/compileContract.ts";
import { emails } from "../../../loaders/contracts/emails.ts";
import { openDatabase, query } from "../../../loaders/database.ts";
import { openLandingKey } from "../../../loaders/landingKey.ts";
import { hashPeople, isSurnameFirst } from "../../../loaders/people/landPeople.ts";
import { temporaryFolder } from "../../folders.ts";
import { runs } from "../../gear.ts";

/** The rule as one pattern. */
const form = /^\p{Lu}[\p{L}\p{M}' -]{1,30}, ?\p{Lu}[\p{L}\p{M}' -]{1,30}$/u;

async function find(texts: readonly string[]): Promise<boolean[]> {
  const connection = await (await openDatabase()).connect();
  const rows = await query<{ found: boolean }>(
    connection,
    `select ${isSurnameFirst("text")} as found
     from (values ${texts.map((text, at) => `(${at}, ${literal(text)})`).join(", ")}) as texts(place, text) order by place`,
  );
  connection.closeSync();
  return rows.map(({ found }) => found);
}

const letters = (count: number) => `A${"b".repeat(count - 1)}`;

it.each([
  ["Okonkwo, Meera", true],
  ["O'Neill-Smith,Zoë Ann", true],
  ["Ångström, Élise", true],
  ["okonkwo, Meera", false],
  ["Okonkwo, meera", false],
  ["Okonkwo,  Meera", false],
  ["Okonkwo, Meera, Ms", false],
  ["Okonkwo Meera", false],
  ["O, Meera", false],
  ["Okonkwo, M", false],
  [`${letters(31)}, ${letters(31)}`, true],
  [`${letters(31)},${letters(31)}`, true],
  [`${letters(32)}, ${letters(2)}`, false],
  [`${letters(2)}, ${letters(32)}`, false],
  [`${letters(2)},${letters(32)}`, false],
])("a surname first: %s is heard as one: %s", async (text, isOne) => {
  expect(await find([text])).toEqual([isOne]);
});

it("is heard by the rule as one pattern has it, whatever the text", async () => {
  const part = fc.array(fc.constantFrom("A", "É", "b", "ø", "e\u0301", "𝒜", "'", "-", " ", "1"), {
    minLength: 1,
    maxLength: 34,
  });
  const texts = fc
    .tuple(fc.constantFrom("O", "o", ""), part, fc.constantFrom(", ", ",", ",  ", " ", ",,"), part)
    .map(([first, one, between, two]) => `${first}${one.join("")}${between}N${two.join("")}`);
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 200, maxLength: 200 }), async (all) => {
      expect(await find(all)).toEqual(all.map((text) => form.test(text)));
    }),
    { numRuns: runs(5, 100), seed: 1 },
  );
});

it("is hashed of every caller, however many a file has", async () => {
  const connection = await (await openDatabase()).connect();
  await connection.run(`
    create temp table judged_rows as
    select (range >= 50000)::integer as _file, range + 1 as _row, [(7712345678 + range)::varchar] as _unread from range(50100);
    create temp table broken_rows (_file integer, _text varchar);
    create temp table passed_over (_file integer, texts varchar[]);`);
  const key = openLandingKey(temporaryFolder());
  await hashPeople(connection, emails, key, 2);
  const counted = await query(
    connection,
    "select _file as file, count(distinct hash)::integer as hashes from people_by_file where kind = 'number' group by all order by all",
  );
  connection.closeSync();
  expect(counted).toEqual([
    { file: 0, hashes: 50_000 },
    { file: 1, hashes: 100 },
  ]);
});
