/**
 * The styles that Plot puts into what it draws, as hashes of their text: of a chart, its figure, and legends of colours and symbols. They
 * are those of the version that package.json names; `test/src/site/reactive.test.ts` draws each and finds none refused.
 */
const plotStyles = [
  "04rlrE8rKyVHRkwv5xCSkmCeCblYgtOo9V9qnCtuiXo=",
  "jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww=",
  "rCZUQsEQJf1DmnfnMZmlj08XC7qbIZySA6bEtitbQ00=",
  "/jg3HOQ97BIOLIR7iXhepLJanBbw11P39q1Ne1E+6Jc=",
];

/** What a page with js may do: run the site's own scripts and style, and read its own files; no text becomes code, and nothing else is asked. */
export const policyOf = (): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...plotStyles.map((hash) => `'sha256-${hash}'`)].join(" ")}`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
