import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDatabase, query, queryOne, releaseFreed, withRoom } from "../../loaders/database.ts";
import { isOutOfMemory } from "../../loaders/dataError.ts";

const folder = mkdtempSync(join(tmpdir(), "room-"));
afterAll(() => rmSync(folder, { recursive: true }));

const openTiny = () => openDatabase({ room: { megabytes: 8, spill: join(folder, "spill") } });

/** A list in one row, which can't be spilled: some 16 MB of it. */
const long = "select list(range) as numbers from range(2000000)";

test("what a database has too little room for is done again with more, each statement once", async () => {
  const instance = await openTiny();
  const [one, other] = [await instance.connect(), await instance.connect()];
  await Promise.all([
    one.run(`create table first (a integer); insert into first values (1); create table lists as ${long}`),
    other.run(`create table others as ${long}`),
  ]);
  const counted = "select (select count(*) from first)::integer as first, len(numbers)::integer as numbers";
  expect(await query(one, `${counted} from lists`)).toEqual([{ first: 1, numbers: 2_000_000 }]);
  expect(await query(one, `${counted} from others`)).toEqual([{ first: 1, numbers: 2_000_000 }]);
  const { given } = await queryOne<{ given: string }>(one, "select current_setting('memory_limit') as given");
  expect(given).not.toBe("7.6 MiB");
  instance.closeSync();
});

test("what fails for want of room outside a statement is done again, and for another reason is not", async () => {
  const instance = await openTiny();
  const connection = await instance.connect();
  let times = 0;
  const made = await withRoom(connection, async () => {
    times += 1;
    if (times < 3) throw new Error("Out of Memory Error: could not allocate block");
    return "made";
  });
  expect([made, times]).toEqual(["made", 3]);
  const wrong = () => connection.run("select * from nothing; select 1");
  await expect(wrong()).rejects.toThrow("nothing");
  const plain = await (await openDatabase()).connect();
  const never = withRoom(plain, () => Promise.reject(new Error("Out of Memory Error: x")));
  await expect(never).rejects.toSatisfy(isOutOfMemory);
});

test("what databases have freed is given back beside a query, and none has another room for it", async () => {
  const instance = await openTiny();
  const connection = await instance.connect();
  const asked = query(connection, "select sum(range)::integer as sum from range(50000)");
  await Promise.all([releaseFreed(), releaseFreed()]);
  expect(await asked).toEqual([{ sum: 1_249_975_000 }]);
  const { given } = await queryOne<{ given: string }>(
    connection,
    "select current_setting('memory_limit') as given",
  );
  expect(given).toBe("7.6 MiB");
});

test("a semicolon in a text, a name or a comment ends no statement", async () => {
  const instance = await openTiny();
  const connection = await instance.connect();
  await connection.run(`
    create table texts ("a; b" varchar); -- one; two
    insert into texts values ('it''s; x'), (e'it\\'s; y') /* three; four */;
    insert into texts values ('z');`);
  const rows = await query(connection, 'select "a; b" as text from texts; -- nothing; more');
  expect(rows.map(({ text }) => text)).toEqual(["it's; x", "it's; y", "z"]);
});

test("more than the machine has isn't given", async () => {
  const instance = await openTiny();
  const connection = await instance.connect();
  const never = withRoom(connection, () => Promise.reject(new Error("Out of Memory Error: x")));
  await expect(never).rejects.toSatisfy(isOutOfMemory);
});
