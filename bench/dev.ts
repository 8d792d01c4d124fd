/**
 * How long after a change is saved `npm run dev` shows it: until the open page has been told, has asked again and has its answer.
 * On a copy of the project and a built office. `npm run bench:dev [dist] [extracts] [landing] [rounds]`
 */
import { setTimeout as wait } from "node:timers/promises";
import { startDev } from "../test/endToEnd/devProject.ts";

const [out = "dist", extracts = "data/demo", landing = "data/landing", rounds = "3"] = process.argv.slice(2);

const path = "/measures/calls.html";
const swap = (text: string, one: string, other: string) =>
  text.includes(one) ? text.replace(one, other) : text.replace(other, one);

/** Each kind of change, there and back again. */
const changes: [kind: string, file: string, one: string, other: string][] = [
  ["a component", "src/site/components/measurePage.ts", "<h2>Broken down</h2>", "<h2>By group</h2>"],
  ["style", "src/site/style/1-base.css", "\n", "\n/* another */\n"],
  ["a page of prose", "src/site/pages/internal/404.md", "Otherwise start", "Start"],
  ["a measure's header", "sql/measures/calls.sql", "title: Calls", "title: All calls"],
  ["a target", "data/targets.csv", "at least,75,", "at least,76,"],
  ["a model", "sql/marts/calls.sql", "\nfrom counted\n", "\nfrom counted where calls > 1\n"],
];

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const dev = startDev({ out, extracts, landing });
try {
  while (!dev.said().includes("Ready.")) await wait(100);
  const origin = /http:\S+/.exec(dev.said())?.[0] ?? "";
  const events = await fetch(`${origin}/_dev/changes?path=${path}`);
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = 0;
  let wrong = "";
  const listen = async () => {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      if (/event: (page|style)/.test(read.value)) told += 1;
      if (read.value.includes("event: problem")) wrong = read.value;
    }
    wrong ||= "the server has gone";
  };
  listen().catch((error: unknown) => {
    wrong = String(error);
  });
  for (const [kind, file, one, other] of changes) {
    const times: number[] = [];
    for (let round = 0; round < 2 * Number(rounds); round += 1) {
      const before = told;
      const begun = performance.now();
      dev.edit(file, (text) => {
        const changed = swap(text, other, one);
        if (changed === text) throw new Error(`${file} says neither ${one} nor ${other}`);
        return changed;
      });
      while (told === before) {
        if (wrong !== "") throw new Error(wrong);
        await wait(5);
      }
      await (await fetch(origin + path)).text();
      times.push(performance.now() - begun);
      await wait(1500);
    }
    console.log(
      `${kind.padEnd(20)} ${Math.round(median(times))} ms, at most ${Math.round(Math.max(...times))} ms`,
    );
  }
} finally {
  dev.close();
}
