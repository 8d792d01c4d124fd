import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import yazl from "yazl";
import { launcherFor, nodeVersion, platforms, programPaths } from "./platforms.js";
import { tarBytes } from "./tar.js";
import { filesUnder, hashOf, sums } from "./verify.js";

/** @typedef {import("./platforms.js").Platform} Platform */
/** @typedef {import("./tar.js").Entry} Entry */

/** @param {string} folder @param {readonly string[]} args */
const npm = (folder, args) =>
  execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });

/** @param {Platform} platform */
const ofSystem = ({ os, libc }) => [`--os=${os}`, "--cpu=x64", ...libc, "--ignore-scripts"];

/**
 * Copies the project's files to `home`: those that git has, and new ones that it doesn't ignore.
 * @param {string} root
 * @param {string} home
 */
export function copyProgram(root, home) {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...programPaths],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const name of listed.split("\0").filter((one) => one !== "")) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    copyFileSync(join(root, name), join(home, name));
  }
}

/**
 * Takes a file from npm's package of Node for a platform. Throws an Error where that isn't the one that is pinned.
 * @param {Platform} platform
 * @param {string} name
 * @param {string} work
 */
function takeFromNode({ runtime, integrity }, name, work) {
  const packed = join(work, `${runtime}-${nodeVersion}.tgz`);
  if (!existsSync(packed)) npm(work, ["pack", `${runtime}@${nodeVersion}`, "--silent"]);
  const hash = createHash("sha512").update(readFileSync(packed)).digest("base64");
  if (`sha512-${hash}` !== integrity)
    throw new Error(`${runtime}@${nodeVersion} isn't the package that is pinned`);
  execFileSync("tar", ["xzf", packed, "-C", work, `package/${name}`]);
  return join(work, "package", name);
}

/**
 * Puts Node itself in `home`/runtime, with its licence, which the package for Windows lacks.
 * @param {Platform} platform
 * @param {string} work
 * @param {string} home
 */
function addRuntime(platform, work, home) {
  const to = join(home, "runtime");
  mkdirSync(to, { recursive: true });
  const { node } = platform;
  copyFileSync(takeFromNode(platform, node, work), join(to, node.slice(node.lastIndexOf("/") + 1)));
  const licensed = platforms.find(({ hasLicence }) => hasLicence) ?? platform;
  copyFileSync(takeFromNode(licensed, "LICENSE", work), join(to, "LICENSE"));
}

/**
 * Writes the list of all files in `home`, by which they can be verified.
 * @param {string} home
 */
export function writeSums(home) {
  const lines = filesUnder(home)
    .filter((name) => name !== sums)
    .map((name) => `${hashOf(join(home, name))}  ${name}\n`);
  writeFileSync(join(home, sums), lines.join(""));
}

/**
 * Writes the files of `home` as one archive under a folder of their own: the same files make the same bytes.
 * @param {string} home
 * @param {string} top
 * @param {Platform["format"]} format
 * @param {string} path
 */
export async function writeArchive(home, top, format, path) {
  const entries = filesUnder(home).map((name) => {
    const file = join(home, name);
    const { size, mode } = statSync(file);
    return { name: `${top}/${name}`, path: file, bytes: size, isProgram: (mode & 0o100) !== 0 };
  });
  if (format === "tar.gz") {
    await pipeline(Readable.from(tarBytes(entries)), createGzip(), createWriteStream(path));
    return;
  }
  const zip = new yazl.ZipFile();
  const mtime = new Date(1980, 0, 1);
  for (const { name, path: file } of entries)
    zip.addBuffer(readFileSync(file), name, { mtime, mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/**
 * Makes the archive of a platform in `out`, and gives its name.
 * @param {string} root the project
 * @param {Platform} platform
 * @param {{ out: string, hasRuntime: boolean }} options
 */
export async function makeArchive(root, platform, { out, hasRuntime }) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const top = `candour-${version}-${platform.id}`;
  mkdirSync(out, { recursive: true });
  const work = mkdtempSync(join(out, ".making-"));
  try {
    const home = join(work, top);
    copyProgram(root, home);
    copyFileSync(join(root, ".npmrc"), join(home, ".npmrc"));
    npm(home, ["ci", "--omit=dev", ...ofSystem(platform)]);
    rmSync(join(home, ".npmrc"));
    for (const name of filesUnder(home)) if (platform.leftOut.test(name)) rmSync(join(home, name));
    const { name, text } = launcherFor(platform);
    writeFileSync(join(home, name), text, { mode: 0o755 });
    copyFileSync(join(root, "docs/install.md"), join(home, "INSTALL.md"));
    if (hasRuntime) {
      const runtime = join(work, "runtime");
      mkdirSync(runtime);
      addRuntime(platform, runtime, home);
    }
    writeSums(home);
    const archive = `${top}.${platform.format}`;
    await writeArchive(home, top, platform.format, join(work, archive));
    renameSync(join(work, archive), join(out, archive));
    return archive;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** `npm run bundle`: an archive to each platform, with all that an office without a registry needs, and their hashes. */
async function run() {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: "dist.bundle" },
      only: { type: "string" },
      "without-node": { type: "boolean", default: false },
    },
  });
  const asked = platforms.filter(({ id }) => values.only === undefined || id === values.only);
  if (asked.length === 0)
    throw new Error(
      `unknown platform: ${values.only}; the platforms: ${platforms.map(({ id }) => id).join(", ")}`,
    );
  if (process.platform === "win32")
    throw new Error("archives are made on Linux, where files have the mode of a program");
  const root = dirname(dirname(import.meta.dirname));
  const out = resolve(values.out);
  const changed = execFileSync("git", ["status", "--porcelain", "--", ...programPaths], {
    cwd: root,
    encoding: "utf8",
  });
  if (changed !== "") console.error("Warning: changes that aren't committed are in the archive.");
  const lines = [];
  for (const platform of asked) {
    const archive = await makeArchive(root, platform, { out, hasRuntime: !values["without-node"] });
    lines.push(`${hashOf(join(out, archive))}  ${archive}\n`);
    console.log(`${archive}  ${(statSync(join(out, archive)).size / 1e6).toFixed(0)} MB`);
  }
  writeFileSync(join(out, sums), lines.join(""));
  console.log(`Their hashes are in ${join(out, sums)}; how to install them, in docs/install.md.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await run();
