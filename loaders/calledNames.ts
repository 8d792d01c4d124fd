/**
 * What an office calls its teams and people, and the plain name that each has where it doesn't say: words of titles, definitions and
 * pages, in which it stands as `{feedback team}`. `from representatives` stands before 'enquiry'.
 */
export const plainNames = {
  "feedback team": "the feedback team",
  "feedback officer": "feedback officer",
  "feedback manager": "feedback manager",
  "head of feedback": "head of feedback",
  "decision makers": "the head of the office",
  "from representatives": "representatives’",
  "freedom of information request": "information request",
  "information officer": "information officer",
} as const;

export type CalledName = keyof typeof plainNames;

export type Called = Readonly<Record<CalledName, string>>;

export const calledNames = Object.keys(plainNames) as CalledName[];

const isCalled = (name: string): name is CalledName => Object.hasOwn(plainNames, name);

/** Words with what the office calls its own in them, a capital first; any other name in braces is left for whoever knows it. */
export function fillCalled(words: string, called: Called): string {
  const filled = words.replace(/\{([^{}|]+)\}/g, (whole, name: string) =>
    isCalled(name) ? called[name] : whole,
  );
  return filled === words ? words : filled.charAt(0).toUpperCase() + filled.slice(1);
}

/** A name as a heading: 'Feedback team' of 'the feedback team'. */
export function calledAlone(name: string): string {
  const bare = name.replace(/^the /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
