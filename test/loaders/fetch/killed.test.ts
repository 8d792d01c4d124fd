import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isLong } from "../../gear.ts";
import { Fetching } from "./fetched.ts";
import { officeAt, startFetch } from "./ownProcess.ts";
import { type Service, startService } from "./service.ts";

const environment = { SERVICE_TOKEN: "t0k&n+/=%41" };

const officeOf = ({ url }: Service) =>
  officeAt({ kind: "odata", url, table: "cases", key: "id", credentials: { token: "SERVICE_TOKEN" } });

const filesOf = (home: string) => {
  const fetching = new Fetching();
  fetching.extracts = join(home, "extracts");
  return fetching;
};

it("killed at any page and run again, it gives the rows of one that wasn't, and asks for no page twice", async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    id: index + 1,
    ref: `EN-${String(index + 1).padStart(7, "0")}`,
    closed: null,
    received: "2022-05-02T09:00:00Z",
    modified: `2022-06-01T09:00:${String(index).padStart(2, "0")}Z`,
  }));
  const whole = await startService(rows);
  const expected = officeOf(whole);
  const unharmed = await startFetch(expected, environment).ended;
  expect(unharmed).toMatchObject({
    code: 0,
    said: expect.stringContaining("log: 60 rows, all there are, in "),
  });
  const [file = ""] = filesOf(expected).files();
  for (const page of isLong ? [1, 2, 3, 4, 5, 6] : [3]) {
    const service = await startService(rows);
    const home = officeOf(service);
    const killed = startFetch(home, environment);
    let number = 0;
    // It is killed once it has asked for the page, while that is on its way.
    service.misbehave = (request, response) => {
      number += 1;
      if (number === page) {
        const title = `/proc/${killed.child.pid}/cmdline`;
        if (existsSync(title)) expect(readFileSync(title, "utf8")).not.toContain("t0k&n");
        killed.child.kill("SIGKILL");
      }
      expect(request.headers.authorization).toContain("Bearer t0k&n");
      if (number < page) return undefined;
      response.destroy();
      return true;
    };
    expect((await killed.ended).code).toBeNull();
    const fetching = filesOf(home);
    expect(fetching.files()).toEqual([]);
    for (const name of readdirSync(fetching.extracts, { recursive: true, encoding: "utf8" })) {
      const path = join(fetching.extracts, name);
      if (/\.(jsonl?|lock)$/.test(name)) expect(readFileSync(path, "utf8")).not.toContain("t0k&n");
    }
    service.misbehave = undefined;
    const again = await startFetch(home, environment).ended;
    expect(again.code, again.said).toBe(0);
    expect(again.said).not.toContain("t0k&n");
    expect(service.asked).toHaveLength(7);
    const [resumed = ""] = fetching.files();
    expect(await fetching.rowsOf(resumed)).toEqual(await filesOf(expected).rowsOf(file));
    expect(readdirSync(fetching.extracts).filter((name) => name.startsWith("."))).toEqual([]);
    service.stop();
  }
  expect(existsSync(join(expected, "extracts", file))).toBe(true);
});
