/** The declaration every part begins with. */
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
};

/** Text as it stands in XML, in an element or in double quotes. */
export function toXml(text: string): string {
  return text.replace(/[&<>"\t\n]/g, (character) => entities[character] ?? character);
}
