/**
 * What an element says.
 * @param {Element | null | undefined} element
 * @returns {string}
 */
const textOf = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/**
 * The heading that stands before an element, or the page's.
 * @param {Element} element
 * @returns {string}
 */
function headingBefore(element) {
  const headings = [...document.querySelectorAll("main :is(h1, h2, h3, h4)")];
  const before = headings.filter(
    (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return textOf(before.at(-1) ?? headings[0]) || document.title;
}

/**
 * What a chart is called where its page names it in no other way: its caption, what its axes say, or the heading above.
 * @param {SVGSVGElement} svg
 * @returns {string}
 */
function nameOfDrawing(svg) {
  const title = textOf(svg.querySelector(":scope > title"));
  if (title) return title;
  if (/-ramp\b/.test(svg.getAttribute("class") ?? "")) return "Legend";
  const caption = textOf(svg.closest("figure")?.querySelector("figcaption, h2, h3"));
  if (caption) return caption;
  const axes = [...svg.querySelectorAll('[aria-label$="axis label"]')].map(textOf).filter(Boolean);
  const about = headingBefore(svg);
  return axes.length > 0 ? `${about}: ${axes.join(", ")}` : about;
}

/**
 * A drawing is one picture with one name: what Plot calls its parts may name none of them, and is read by nobody within a picture.
 * @param {SVGSVGElement} svg
 */
function nameDrawing(svg) {
  if (svg.parentElement?.closest("svg")) return;
  if (/-swatch\b/.test(svg.parentElement?.getAttribute("class") ?? ""))
    svg.setAttribute("aria-hidden", "true");
  if (svg.getAttribute("aria-hidden") === "true") return;
  if (!svg.hasAttribute("role")) {
    if (!svg.hasAttribute("aria-label")) svg.setAttribute("aria-label", nameOfDrawing(svg));
    svg.setAttribute("role", "img");
  }
  for (const part of svg.querySelectorAll("g[aria-label], [aria-label]:not([role])"))
    part.removeAttribute("aria-label");
}

/**
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 * @returns {boolean}
 */
const isNamed = (field) =>
  (field.labels?.length ?? 0) > 0 ||
  field.hasAttribute("aria-label") ||
  field.hasAttribute("aria-labelledby");

/**
 * What a field is called that no label is for: its form's label, its row of a table, or the heading above.
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 * @returns {string}
 */
function nameOfField(field) {
  const row = field.closest("tr");
  if (row?.closest("thead")) return "Choose all rows";
  if (row) return `Choose row ${row.rowIndex}`;
  const label = textOf(field.form?.querySelector("label"));
  return label || field.getAttribute("placeholder") || headingBefore(field);
}

/** @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field */
function nameField(field) {
  if (field.type !== "hidden" && !isNamed(field)) field.setAttribute("aria-label", nameOfField(field));
}

/**
 * A table that is scrolled within its form is reached by the keyboard.
 * @param {Element | null} form
 */
function nameTable(form) {
  if (!form || form.hasAttribute("tabindex")) return;
  form.setAttribute("tabindex", "0");
  form.setAttribute("aria-label", `Table: ${headingBefore(form)}`);
}

/** @param {Element} part */
function nameAll(part) {
  for (const svg of part.querySelectorAll("svg")) nameDrawing(svg);
  for (const kind of /** @type {const} */ (["input", "select", "textarea"]))
    for (const field of part.querySelectorAll(kind)) nameField(field);
  for (const table of part.querySelectorAll("form table")) nameTable(table.closest("form"));
}

/**
 * Gives all that the blocks of a page show a name for who doesn't see it, whenever they show something else: Plot and Inputs leave that
 * to whoever writes a page.
 */
export function nameParts() {
  for (const part of document.querySelectorAll(".own-js")) {
    new MutationObserver(() => nameAll(part)).observe(part, { childList: true, subtree: true });
    nameAll(part);
  }
}
