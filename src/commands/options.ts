import { InvalidArgumentError } from "commander";
import { isDay } from "../../loaders/dates.ts";

/** A day as `yyyy-mm-dd`. */
export function parseDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError("must be a day that exists, as yyyy-mm-dd");
  return text;
}

/** A month as `yyyy-mm`. */
export function parseMonth(text: string): string {
  if (!isDay(`${text}-01`)) throw new InvalidArgumentError("must be a month, as yyyy-mm");
  return text;
}

/** A whole number from `least` up. */
export function parseWhole(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < least || text.trim() === "")
      throw new InvalidArgumentError(`must be a whole number, ${least} or more`);
    return number;
  };
}

/** A port, 0 for any that is free. */
export function parsePort(text: string): number {
  const port = parseWhole(0)(text);
  if (port > 65_535) throw new InvalidArgumentError("must be a port: 65535 at most");
  return port;
}

const longestReason = 400;

/** Why something is done, in a line or a few. */
export function parseReason(text: string): string {
  const reason = text.trim();
  if (reason === "" || reason.length > longestReason)
    throw new InvalidArgumentError(`must say why, in ${longestReason} characters at most`);
  return reason;
}

/** A number above nothing. */
export function parsePositive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError("must be a number above 0");
  return number;
}

/** Filters, `DIMENSION=VALUE`, each after those given before it. */
export function parseWhere(
  text: string,
  earlier: { dimension: string; value: string }[],
): { dimension: string; value: string }[] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("must be DIMENSION=VALUE");
  return [...earlier, { dimension: text.slice(0, at), value: text.slice(at + 1) }];
}
