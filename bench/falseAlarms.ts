import { describeFalseAlarms } from "./noise.ts";
import { countFalseAlarmsOf, delayOf, families } from "./processes.ts";

const series = 200;

console.log("False alarms of the plain control chart's rules:");
console.log(`  ${describeFalseAlarms(100, 24, 1)}`);
console.log(`  ${describeFalseAlarms(10000, 24, 2)}`);

const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(2)}%`.padStart(8);

for (const months of [36, 60]) {
  console.log(
    `\nWhat chance alone is said to be, ${String(series)} series of ${String(months)} months each; beside it the plain chart:`,
  );
  console.log(`  ${"process".padEnd(26)}     new   marked    steps |      new   marked`);
  for (const family of families) {
    const found = countFalseAlarmsOf(family, series, months, 3);
    const own = [percent(found.signals, found.months), percent(found.marked, found.months)];
    const plain = [percent(found.plain.signals, found.months), percent(found.plain.marked, found.months)];
    const steps = percent(found.stepped, series);
    console.log(`  ${family.name.padEnd(26)}${own.join(" ")} ${steps} | ${plain.join(" ")}`);
  }
}

const changing = [
  "normal",
  "binomial 0.75, n 100",
  "binomial 0.97, n 40",
  "Poisson 3",
  "Poisson 40",
  "yearly wave",
];
console.log("\nMonths until a change is seen (at most 18), after 36 without; beside it the plain chart:");
for (const family of families.filter(({ name }) => changing.includes(name)))
  for (const change of [1, 2, 3]) {
    const { own, plain } = delayOf(family, change, 60, 4);
    console.log(
      `  ${family.name.padEnd(26)} ${String(change)} deviations: ${own.toFixed(1).padStart(5)} | ${plain.toFixed(1).padStart(5)}`,
    );
  }
