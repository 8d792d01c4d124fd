import { expect, it } from "vitest";
import { scanFolder } from "../../../src/scan/scan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { canaries, canaryPeople, toPage } from "./canaries.ts";

it("a hundred canaries, one page each, are all found, each as what it is", async () => {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    Object.fromEntries(canaries.map(([, , inside], index) => [`${index}.html`, toPage(inside)])),
  );
  const findings = await scanFolder(folder, { known: canaryPeople });
  const missed = canaries.filter(
    ([, kind], index) => !findings.some(({ file, what }) => file === `${index}.html` && what === kind),
  );
  expect(missed.map(([name]) => name)).toEqual([]);
  expect(canaries.length).toBeGreaterThanOrEqual(100);
});

const code = `<main><header class="mark summary"><h1 class="article-section">Calls</h1></header><article>
<section id="main-header"><mark><summary title="Calls">8,845</summary></mark><details mark="" summary=""><summary>March 2022</summary></details>
</section></article></main><style>mark > summary, .mark-summary, article section { grid-area: main / header }</style>
<script>const markSummary = document.querySelector("article section"), ArticleSection = mark.summary; for (const tag of ["main", "header"]) main(header);</script>`;

it("names of tags, attributes, classes and words of code are nobody, though somebody is called so", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "a.html": toPage(code),
    "a.css": "mark summary{color:red}.article-section,.jane-whitcombe{grid-area:main header}",
    "a.js": "class ArticleSection{get(e){return e.mark.summary??[e.main,e.header]}};miss(main,header)",
  });
  expect(await scanFolder(folder, { known: canaryPeople })).toEqual([]);
});

it("is found in a style sheet where it is said: in a string, a comment or an address", async () => {
  for (const sheet of [
    'p::after{content:"Mark Summary"}',
    "/* for Jane Whitcombe */",
    "p{background:url(jane-whitcombe.svg)}",
  ]) {
    const folder = temporaryFolder();
    writeFiles(folder, { "a.css": sheet });
    expect((await scanFolder(folder, { known: canaryPeople })).map(({ what }) => what)).toContain("a name");
  }
});
