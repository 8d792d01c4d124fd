/**
 * Whether the blocks of a page may run. From a folder they can't read what the build wrote: the page goes on saying so in the place of
 * each. Where they may, what says that they haven't run is taken away.
 * @returns {boolean}
 */
export function begin() {
  const isServed = location.protocol !== "file:";
  const gone = isServed ? "[data-unrun]" : "observablehq-loading";
  for (const element of document.querySelectorAll(gone)) element.remove();
  return isServed;
}
