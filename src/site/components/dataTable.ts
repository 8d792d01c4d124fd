import { type Content, type Html, html } from "../../report/html.ts";

export interface TableColumn {
  label: string;
  /** Its label before a cell on a phone, where another is shorter there. */
  onPhone?: string;
  numeric?: boolean;
  /** Its cells are of a few words and stay on one line. */
  isShort?: boolean;
}

/**
 * A table with a caption, one header row and a header to each row. On a phone each row becomes a list,
 * the column's label before each cell; an empty cell is left out there. `attributes` are those of each row.
 */
export function dataTable(
  caption: Content,
  columns: readonly TableColumn[],
  rows: readonly (readonly Content[])[],
  kind = "",
  attributes: readonly Html[] = [],
): Html {
  const heads = columns.map(
    ({ label, numeric }) => html`<th scope="col"${numeric ? html` class="number"` : ""}>${label}</th>`,
  );
  const lines = rows.map((row, place) => {
    const cells = row.map((content, index) => {
      const column = columns[index];
      if (index === 0) return html`<th scope="row">${content}</th>`;
      const isEmpty = content === "" || content === null || content === undefined;
      const kind = [column?.numeric ? "number" : "", column?.isShort ? "short" : "", isEmpty ? "empty" : ""]
        .filter(Boolean)
        .join(" ");
      return html`<td${kind ? html` class="${kind}"` : ""} data-label="${column?.onPhone ?? column?.label ?? ""}">${content}</td>`;
    });
    return html`<tr${attributes[place]}>${cells}</tr>`;
  });
  return html`
    <div class="table">
      <table${kind ? html` class="${kind}"` : ""}>
        <caption>${caption}</caption>
        <thead><tr>${heads}</tr></thead>
        <tbody>${lines}</tbody>
      </table>
    </div>`;
}

/** Content folded away under a summary that says what is there. */
export function fold(summary: Content, content: Content): Html {
  return html`<details><summary>${summary}</summary><div class="folded">${content}</div></details>`;
}
