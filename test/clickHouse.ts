import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { projectFile } from "../src/project.ts";

/** ClickHouse's engine, and its HTTP interface as far as Candour asks it. */
export interface TestClickHouse {
  address: string;
  stop(): Promise<void>;
}

/**
 * Starts it in a process of its own: the engine is ClickHouse's (chdb), what takes HTTP before it is the tests'. Throws an Error that
 * says what to do where it isn't installed.
 */
export async function startClickHouse(): Promise<TestClickHouse> {
  if (!existsSync(projectFile("test/engines/node_modules/chdb")))
    throw new Error("ClickHouse isn't installed for the long tests: npm ci --prefix test/engines");
  const child = spawn(process.execPath, [projectFile("test/engines/clickHouse.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  const port = /^listening on (\d+)/.exec(String(said))?.[1];
  if (port === undefined) throw new Error(`ClickHouse didn't start: ${said}`);
  return {
    address: `clickhouse://127.0.0.1:${port}`,
    async stop() {
      const hasEnded = once(child, "exit");
      child.kill();
      await hasEnded;
    },
  };
}
