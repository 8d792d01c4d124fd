import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The site's own typeface as a stylesheet that holds it: nothing is fetched while a document is read or printed. */
export function ownTypeface(): string {
  const faces = ["latin", "latin-ext"].map((part) => {
    const name = `@fontsource-variable/source-sans-3/files/source-sans-3-${part}-wght-normal.woff2`;
    const font = readFileSync(require.resolve(name)).toString("base64");
    const range = part === "latin" ? "" : "unicode-range:U+0100-02FF,U+1E00-1EFF;";
    return `@font-face{font-family:"Source Sans 3";font-weight:200 900;${range}src:url(data:font/woff2;base64,${font}) format("woff2")}`;
  });
  return faces.join("\n");
}
