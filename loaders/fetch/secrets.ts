import { DataError } from "../dataError.ts";

/** What a source's credentials hold, and what a text is without them. */
export interface Secrets {
  /** The value of a variable. Throws a DataError that names it where it isn't set or can't be a credential. */
  read: (variable: string) => string;
  /** What was given for a credential, such as a token: never shown from now on. */
  keep: (secret: string) => void;
  /** A text without any of them, however they are written in it. */
  redact: (text: string) => string;
  /** Whether one stands in a text, that is too long to stand there by chance. */
  isIn: (text: string) => boolean;
}

/** Letters of a credential that no address has by chance: the name of a user may be a word. */
const longEnough = 12;

/** How a secret may stand in a text: as it is, in an address, in JSON, and in the header of a user and password. */
const formsOf = (secret: string): string[] => {
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("base64url"),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
};

/** Credentials from the environment alone, for the source called `id`. */
export function openSecrets(id: string, environment: Readonly<Record<string, string | undefined>>): Secrets {
  const known = new Set<string>();
  return {
    read: (variable) => {
      const value = environment[variable];
      const problem =
        value === undefined || value === ""
          ? "isn't set"
          : /^\s|\s$/.test(value)
            ? "begins or ends with a blank or a line end"
            : hasControl(value)
              ? "has a character that no credential has"
              : null;
      if (value === undefined || problem !== null)
        throw new DataError(
          `${id} can't be fetched.`,
          [`the environment variable ${variable} ${problem}`],
          `Set ${variable} for this command alone, and run it again.`,
        );
      known.add(value);
      return value;
    },
    keep: (secret) => known.add(secret),
    isIn: (text) =>
      [...known].some(
        (secret) => secret.length >= longEnough && formsOf(secret).some((form) => text.includes(form)),
      ),
    redact: (text) =>
      [...known].flatMap(formsOf).reduce((left, form) => left.replaceAll(form, "(not shown)"), text),
  };
}

const hasControl = (text: string) => [...text].some((letter) => letter < " " || letter === "\u007f");
