import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, query } from "../../loaders/database.ts";
import { hiddenWords } from "../../src/report/controlLimits.ts";
import { seriesWords, verdictText } from "../src/site/verdictText.ts";

interface HiddenSeries {
  measure: string;
  breakdown: string;
  group: string;
  judged: number;
}

/** The monthly series of a public site's figures that have a hidden month, with how many of their months are judged. */
async function hiddenSeriesOf(site: string): Promise<HiddenSeries[]> {
  const connection = await (await openDatabase()).connect();
  return query<HiddenSeries>(
    connection,
    `select measure, coalesce(breakdown, '') as breakdown, coalesce("group", '') as "group",
       (count(*) filter (coalesce(lower_limit, mean, upper_limit, rule, variation, assurance) is not null))::integer as judged
     from read_csv('${join(site, "data/figures.csv")}', header = true, all_varchar = true, quote = '"', escape = '"', delim = ',')
     where regexp_matches(period, '^\\d{4}-\\d{2}$')
     group by all having count(*) filter (status = 'c') > 0 order by all`,
  );
}

/** A measure's row on the front page. */
function rowOf(front: string, measure: string): string {
  const rows = front.split(/<div class="row"[^>]*>/).slice(1);
  return rows.find((row) => row.includes(`href="./measures/${measure}.html`)) ?? "";
}

/**
 * Reads the pages and figures of a public site and gives, a line each, what is said of a series with a hidden month
 * that only all of its months could bear out; and how many such series there are.
 */
export async function checkHiddenSeries(site: string): Promise<{ series: number; problems: string[] }> {
  const all = await hiddenSeriesOf(site);
  const front = readFileSync(join(site, "index.html"), "utf8");
  const problems = all.flatMap(({ measure, breakdown, group, judged }) => {
    const name = [measure, breakdown, group].filter(Boolean).join(" ");
    const found = judged > 0 ? [`${name}: ${judged} months are judged`] : [];
    if (breakdown !== "") return found;
    const file = join(site, "measures", `${measure}.html`);
    if (!existsSync(file)) return [...found, `${name}: it has no page`];
    const page = readFileSync(file, "utf8");
    if (!page.includes(hiddenWords)) found.push(`${name}: its page doesn't say that nothing is said`);
    for (const part of [page, rowOf(front, measure)]) {
      if (verdictText(part) === "") found.push(`${name}: nothing is said of it`);
      const said = seriesWords.exec(verdictText(part))?.[0];
      if (said !== undefined) found.push(`${name}: its words hold '${said}'`);
    }
    return found;
  });
  return { series: all.length, problems };
}
