import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

const faces = [
  {
    weight: 400,
    range: "",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2"),
  },
  {
    weight: 700,
    range: "",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-700-normal.woff2"),
  },
  {
    weight: 400,
    range: "U+0100-02FF,U+1E00-1EFF",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff2"),
  },
  {
    weight: 700,
    range: "U+0100-02FF,U+1E00-1EFF",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-ext-700-normal.woff2"),
  },
];

/**
 * The site's own typeface as a stylesheet that holds it, in the two weights that paper has: nothing is fetched while a document is printed. Each is
 * a cut of its own: of a variable typeface a PDF gets its letters drawn, larger and unhinted. `family` is what the style calls it.
 */
export function ownTypeface(family = "Source Sans 3"): string {
  return faces
    .map(({ weight, range, file }) => {
      const font = readFileSync(file).toString("base64");
      const within = range === "" ? "" : `unicode-range:${range};`;
      return `@font-face{font-family:"${family}";font-weight:${String(weight)};${within}src:url(data:font/woff2;base64,${font}) format("woff2")}`;
    })
    .join("\n");
}
