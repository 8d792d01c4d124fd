import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DataError } from "../dataError.ts";

/** The certificate that settings name, a file in PEM beside them; undefined where they name none. Throws a DataError where it is none. */
export function readCertificate(name: string | undefined, settings: string, id: string): string | undefined {
  if (name === undefined) return undefined;
  const refuse = (problem: string) =>
    new DataError(
      `${id} can't be fetched.`,
      [`certificate ${name} ${problem}`],
      `Put it into ${settings}, as a file in PEM: it begins with -----BEGIN CERTIFICATE-----.`,
    );
  try {
    const text = readFileSync(resolve(settings, name), "utf8");
    if (!text.includes("-----BEGIN CERTIFICATE-----")) throw refuse("isn't in PEM");
    return text;
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw refuse(`can't be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
  }
}
