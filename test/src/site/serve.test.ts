import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { serveSite } from "../../../src/site/serve.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-serve-"));
const site = join(folder, "site");
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  mkdirSync(join(site, "measures"), { recursive: true });
  mkdirSync(join(site, "data"));
  for (const [name, text] of Object.entries({
    "index.html": "brief",
    "404.html": "not found",
    "data.html": "data page",
    "drill.html": "drill",
    "measures/drill.html": "not it",
    "data/figures.csv": "a,b",
    "measures/index.html": "measures",
    "measures/calls.html": "calls",
    "../secret.txt": "secret",
    ".hidden": "hidden",
  }))
    writeFileSync(join(site, name), text);
  symlinkSync(join(folder, "secret.txt"), join(site, "link.txt"));
  server = await serveSite(() => site, { host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** A request sent as written: fetch would tidy the path first. */
function ask(path: string, options: { method?: string; host?: string; port?: number } = {}): Promise<Answer> {
  const { method = "GET", port = server.port, host = `127.0.0.1:${port}` } = options;
  return new Promise((done, fail) => {
    request({ host: "127.0.0.1", port, path, method, headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, body, headers: response.headers }));
    })
      .on("error", fail)
      .end();
  });
}

describe("serveSite", () => {
  test("lets no page make functions out of text", async () => {
    for (const path of ["/", "/drill.html", "/drill?measure=calls", "/data/figures.csv", "/nowhere"]) {
      const policy = String((await ask(path)).headers["content-security-policy"]);
      expect(policy, path).toContain("script-src 'self';");
      expect(policy, path).not.toContain("unsafe");
    }
  });

  test.each([
    ["/", "brief"],
    ["/index.html", "brief"],
    ["/data", "data page"],
    ["/data.html?from=brief", "data page"],
    ["/data/figures.csv", "a,b"],
    ["/measures", "measures"],
    ["/measures/", "measures"],
    ["/measures/calls", "calls"],
    ["/measures/c%61lls", "calls"],
  ])("%s gives its page", async (path, body) => {
    expect(await ask(path)).toMatchObject({ status: 200, body });
  });

  test.each([
    "/nothing",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/measures/..%5c..%5csecret.txt",
    "/link.txt",
    "/.hidden",
    "/%00",
    "/%zz",
    "//etc/passwd",
  ])("%s gives the page that says not found", async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: "not found" });
  });

  test("gives no listing of a folder without a page", async () => {
    expect((await ask("/data/")).body).not.toContain("figures.csv");
  });

  test("answers GET and HEAD only", async () => {
    expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await ask("/", { method })).status, method).toBe(405);
  });

  test("refuses a request addressed to another name", async () => {
    expect((await ask("/", { host: "attacker.example" })).status).toBe(421);
    expect((await ask("/", { host: `localhost:${server.port}` })).status).toBe(200);
  });

  test("permits nothing from elsewhere and names each type", async () => {
    const { headers } = await ask("/data/figures.csv");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  });

  test("says what to do when the port is in use", async () => {
    const again = serveSite(site, { host: "127.0.0.1", port: server.port });
    await expect(again).rejects.toThrow(DataError);
    await expect(again).rejects.toThrow(`npm start -- --port ${server.port + 1}`);
  });
});

test("a site that is being made gives what is there, and says what is being made where it isn't yet", async () => {
  let dir: string | null = null;
  let doing: string | null = "Figures: 12";
  const making = await serveSite(() => dir, { host: "127.0.0.1", port: 0, progress: () => doing });
  try {
    const { port } = making;
    expect(await ask("/", { port })).toMatchObject({
      status: 503,
      body: "Figures: 12\n",
      headers: { refresh: "2", "retry-after": "2" },
    });
    dir = site;
    expect(await ask("/", { port })).toMatchObject({ status: 200, body: "brief" });
    expect(await ask("/data/later.csv", { port })).toMatchObject({ status: 503, body: "Figures: 12\n" });
    doing = null;
    expect(await ask("/data/later.csv", { port })).toMatchObject({ status: 404, body: "not found" });
  } finally {
    await making.close();
  }
});
