/** Set to have an error's place in the code told. */
const stackVariable = "CANDOUR_STACK";

/** A text without what it quotes, from the first mark to the last: the database's messages quote values of rows. */
const withoutQuotes = (text: string) =>
  text.replace(/(?<!\p{L})(['"`])(?:.*\1|.*$)/gu, "…").replace(/\bInput: .*/, "…");

/**
 * What is said of an error that nobody foresaw: a fault of the program's own. It is told what went wrong, and where in the code when
 * asked; never what it quotes, which may be of people.
 */
export function describeFault(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const [first = ""] = message.split("\n");
  const said = [
    "This can't be done, by a fault of Candour's own.",
    `  ${withoutQuotes(first) || name}`,
    "What stood before stands still.",
  ];
  const places = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return process.env[stackVariable]
    ? [...said, ...places].join("\n")
    : [...said, `Run it again with ${stackVariable}=1 to see where, and report that.`].join("\n");
}
