import { resolve } from "node:path";
import type { Command } from "commander";

const help = `
All rows are read. Values of a column that may be about people (by its heading, or by the form of its values) are never
printed, only counted; nor are those of a column with many different ones.`;

/** `describe FILE…`: what there is to know of a file before it is mapped. */
export function addDescribe(program: Command): void {
  program
    .command("describe")
    .description("say what files hold: encoding, headings, columns, forms of dates, what may be about people")
    .argument("<files...>", "the files, of any kind that can be loaded")
    .option("--json", "print it for a program")
    .addHelpText("after", help)
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const { describeFile } = await import("../describe/describeFile.ts");
      const { toDescribedText } = await import("../describe/describedText.ts");
      const described = [];
      for (const file of files) {
        const one = await describeFile(resolve(file));
        described.push(one);
        if (!json) process.stdout.write(`${described.length > 1 ? "\n" : ""}${toDescribedText(one)}`);
      }
      if (json) process.stdout.write(`${JSON.stringify(described, null, 2)}\n`);
    });
}
