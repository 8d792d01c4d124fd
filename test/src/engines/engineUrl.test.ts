import { describe, expect, test } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readEngineUrl, withoutSecrets } from "../../../src/engines/engineUrl.ts";

const environment = { PGUSER: "reader", PGPASSWORD: "from outside", CLICKHOUSE_PASSWORD: "else" };

describe("the address of an engine", () => {
  test("says where it is, and who asks in it or in the environment", () => {
    expect(readEngineUrl("postgres://db.example/figures", environment)).toEqual({
      kind: "postgres",
      name: "postgres://db.example:5432/figures",
      host: "db.example",
      port: 5432,
      database: "figures",
      user: "reader",
      password: "from outside",
      isEncrypted: true,
    });
    expect(readEngineUrl("postgresql://me:a%20b@localhost:99/x", environment)).toMatchObject({
      user: "me",
      password: "a b",
      port: 99,
      isEncrypted: false,
    });
    expect(readEngineUrl("clickhouse://127.0.0.1", environment)).toMatchObject({
      port: 8123,
      user: "default",
      password: "else",
      isEncrypted: false,
    });
    expect(readEngineUrl("clickhouse://ch.example", environment)).toMatchObject({
      port: 8443,
      isEncrypted: true,
    });
    expect(readEngineUrl("clickhouse://ch.example?tls=no", {})).toMatchObject({ port: 8123, password: "" });
    expect(readEngineUrl("postgres://[::1]:5432/x", environment)).toMatchObject({
      host: "::1",
      isEncrypted: false,
    });
  });

  test.each([
    "",
    "db.example/figures",
    "mysql://me:secret@db.example/figures",
    "postgres://me:secret@/figures",
    "postgres://me:secret@db.example",
    "postgres://me:secret%@db.example/figures",
    "postgres://me:secret@db.example/figures?sslmode=disable",
    "postgres://me:secret@db.example/figures?tls=maybe",
    "clickhouse://me:secret@db.example/figures",
    "postgres://me:secret@db.example:99999/figures",
  ])("that can't be used is refused without its password: %s", (given) => {
    const read = () => readEngineUrl(given, {});
    expect(read).toThrow(DataError);
    expect(read).not.toThrow(/secret/);
  });

  test("is in what an engine says without its password", () => {
    const said = "no entry for me:a%20b@db\nwith a b and a b";
    expect(withoutSecrets(said, { password: "a b" })).toBe("no entry for me:…@db with … and …");
    expect(withoutSecrets("x".repeat(9_000), { password: "" })).toHaveLength(400);
  });
});
