/** A heading or the name of a sheet without what tells nothing: capitals, and the blanks about it and doubled in it. */
export function toPlainName(written: string): string {
  return written
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toLowerCase();
}
