const words: Record<string, string> = {
  visualfiles: "VisualFiles",
  msd: "MSD",
  hr: "HR",
  callmanager: "Call manager",
  webforms: "Web forms",
};

/** A source or contract in words: 'VisualFiles cases' for visualfiles_cases. */
export function sourceName(id: string): string {
  const name = id
    .split("_")
    .map((part) => words[part] ?? part)
    .join(" ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
