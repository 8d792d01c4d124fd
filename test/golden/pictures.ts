import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "../../src/pack/browser.ts";
import { projectFile } from "../../src/project.ts";

/**
 * `npm run golden [commit]` makes golden files anew, and of each that isn't what `commit` (HEAD) has a picture: as it
 * was on the left, as it is on the right.
 */
const root = projectFile(".");
const folder = "test/golden";
const into = join(root, "screenshots", "golden");

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** Golden files that differ from those of a commit, new and gone ones too. */
function changedSince(commit: string): string[] {
  const known = git("diff", "--name-only", commit, "--", folder).split("\n");
  const added = git("ls-files", "--others", "--exclude-standard", "--", folder).split("\n");
  return [...new Set([...known, ...added])].filter((file) => /\.(svg|html|txt)$/.test(file)).sort();
}

function textAt(commit: string, file: string): string | null {
  const isThere = git("ls-tree", "--name-only", commit, "--", file) !== "";
  return isThere ? git("show", `${commit}:${file}`) : null;
}

const style = readdirSync(join(root, "src/site/style"))
  .sort()
  .map((name) => readFileSync(join(root, "src/site/style", name), "utf8"))
  .join("\n");

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A golden file as a document of its own. */
function asPage(file: string, text: string | null): string {
  if (text === null) return "<!doctype html><p>There is none.</p>";
  if (file.endsWith(".html"))
    return text.replace(/<link[^>]*>/g, "").replace("</head>", `<style>${style}</style></head>`);
  const body = file.endsWith(".svg") ? text : `<pre style="white-space:pre-wrap">${escaped(text)}</pre>`;
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body style="padding:16px">${body}`;
}

async function drawPair(page: Page, file: string, was: string | null, is: string | null): Promise<string> {
  const shots: string[] = [];
  for (const text of [was, is]) {
    await page.setContent(asPage(file, text));
    shots.push((await page.screenshot({ fullPage: true })).toString("base64"));
  }
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}" style="width:50%">`).join("");
  await page.setContent(
    `<!doctype html><body style="margin:0"><div style="display:flex;align-items:start">${images}</div>`,
  );
  const name = join(into, `${relative(folder, file).replaceAll("/", "-")}.png`);
  await page.screenshot({ path: name, fullPage: true });
  return name;
}

const commit = process.argv[2] ?? "HEAD";
const vitest = spawnSync("npx", ["vitest", "run", folder, "--update"], { cwd: root, stdio: "inherit" });
if (vitest.status !== 0) throw new Error("The golden files weren't made: see above.");
await rm(into, { recursive: true, force: true });
const changed = changedSince(commit);
if (changed.length > 0) {
  await mkdir(into, { recursive: true });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 400 } });
  const lines: string[] = [];
  for (const file of changed) {
    const is = existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : null;
    const picture = await drawPair(page, file, textAt(commit, file), is);
    lines.push(
      `<h2>${file}</h2><img src="${relative(into, picture)}" style="max-width:100%;border:1px solid">`,
    );
  }
  await browser.close();
  await writeFile(join(into, "index.html"), `<!doctype html><meta charset="utf-8">\n${lines.join("\n")}\n`);
}
console.log(
  changed.length === 0
    ? `Golden files are as ${commit} has them.`
    : `${changed.length} golden files differ from ${commit}: open ${relative(root, join(into, "index.html"))}.`,
);
