const words: Readonly<Record<string, string>> = {
  EACCES: "you may not read or write it",
  EPERM: "you may not read or write it",
  EROFS: "it lies where nothing can be written",
  ENOTDIR: "it, or a part of its path, is a file where a folder is needed",
  EISDIR: "it is a folder where a file is needed",
  EEXIST: "something else is there already",
  ENOENT: "there is no such file or folder, and none can be made there",
  ENAMETOOLONG: "its name is too long",
};

/** What is wrong with the file or folder that an error of Node's is about, and what to do; null for any other error. */
export function findPathProblem(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return null;
  const { code, path } = error;
  const problem = words[String(code)];
  if (problem === undefined || typeof path !== "string") return null;
  return `${path} can't be used: ${problem}.\nName another file or folder, or mend that one.`;
}
