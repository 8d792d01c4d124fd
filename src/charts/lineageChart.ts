import { type Html, html } from "../report/html.ts";
import { type LineageKind, type LineageNode, lineageKinds } from "../report/lineage.ts";

interface Placed extends LineageNode {
  column: number;
  y: number;
}

interface Column {
  title: string;
  x: number;
  width: number;
}

const text = 14;
const letter = 7.1;
const between = 44;
const rowHeight = 27;
const top = 40;

const titles: Record<LineageKind, string> = {
  source: "Sources",
  raw: "Raw",
  staging: "Staging",
  marts: "Marts",
  lists: "Lists",
  measures: "Measures",
  page: "Pages",
};

/** How many models of its own kind lie before a node: a mart that reads a mart stands to its right. */
function depthOf(node: LineageNode, byId: ReadonlyMap<string, LineageNode>): number {
  const before = node.reads.flatMap((id) => {
    const read = byId.get(id);
    return read && read.kind === node.kind ? [depthOf(read, byId) + 1] : [];
  });
  return Math.max(0, ...before);
}

/** The kind and depth of each column, left to right. */
function columnKeys(nodes: readonly LineageNode[], byId: ReadonlyMap<string, LineageNode>): string[] {
  const keys = new Set(
    nodes.map((node) => `${lineageKinds.indexOf(node.kind)}.${String(depthOf(node, byId)).padStart(2, "0")}`),
  );
  return [...keys].sort();
}

/** Nodes of a column brought apart to one row each, as near to where they would be as their order allows. */
function settle(column: Placed[], wanted: (node: Placed) => number): void {
  const aims = new Map(column.map((node) => [node.id, wanted(node)]));
  const aim = (node: Placed) => aims.get(node.id) ?? node.y;
  column.sort((a, b) => aim(a) - aim(b) || (a.id < b.id ? -1 : 1));
  const mean = column.reduce((sum, node) => sum + aim(node), 0) / Math.max(column.length, 1);
  let last = Number.NEGATIVE_INFINITY;
  for (const node of column) {
    node.y = Math.max(aim(node), last + 1);
    last = node.y;
  }
  const shift = mean - column.reduce((sum, node) => sum + node.y, 0) / Math.max(column.length, 1);
  for (const node of column) node.y += shift;
}

/** Places each node in its column and row: neighbours near each other, nothing over anything. */
function place(nodes: readonly LineageNode[]): Placed[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const keys = columnKeys(nodes, byId);
  const keyOf = (node: LineageNode) =>
    `${lineageKinds.indexOf(node.kind)}.${String(depthOf(node, byId)).padStart(2, "0")}`;
  const placed = nodes.map((node) => ({ ...node, column: keys.indexOf(keyOf(node)), y: 0 }));
  const columns = keys.map((_, index) => placed.filter(({ column }) => column === index));
  const find = new Map(placed.map((node) => [node.id, node]));
  const readers = new Map<string, Placed[]>();
  for (const node of placed) for (const id of node.reads) readers.set(id, [...(readers.get(id) ?? []), node]);
  const meanOf = (others: readonly Placed[], own: number) =>
    others.length === 0 ? own : others.reduce((sum, { y }) => sum + y, 0) / others.length;
  const before = (node: Placed) =>
    meanOf(
      node.reads.flatMap((id) => find.get(id) ?? []),
      node.y,
    );
  const after = (node: Placed) => meanOf(readers.get(node.id) ?? [], node.y);
  for (const column of columns) for (const [index, node] of column.entries()) node.y = index;
  for (let sweep = 0; sweep < 12; sweep += 1) {
    for (const column of [...columns].reverse()) settle(column, after);
    for (const column of columns) settle(column, before);
  }
  const first = Math.min(...placed.map(({ y }) => y));
  for (const node of placed) node.y -= first;
  return placed;
}

function layColumns(placed: readonly Placed[]): Column[] {
  const count = Math.max(...placed.map(({ column }) => column)) + 1;
  const columns: Column[] = [];
  let x = 0;
  for (let index = 0; index < count; index += 1) {
    const own = placed.filter(({ column }) => column === index);
    const kind = own[0]?.kind ?? "marts";
    const isFirst = placed.find((node) => node.kind === kind && node.column < index) === undefined;
    const title = isFirst ? titles[kind] : "";
    const width = Math.ceil(Math.max(...own.map(({ label }) => label.length), title.length) * letter) + 4;
    columns.push({ title, x, width });
    x += width + between;
  }
  return columns;
}

const round = (value: number) => Math.round(value * 10) / 10;

/**
 * Layered columns from sources to pages as inline SVG, `id` telling it from others on its page. Text at 14
 * pixels when shown at its own width; a label on its line, a curve to each reader.
 */
export function drawLineage(
  nodes: readonly LineageNode[],
  { id, title, description }: { id: string; title: string; description: string },
): Html {
  const placed = place(nodes);
  const columns = layColumns(placed);
  const find = new Map(placed.map((node) => [node.id, node]));
  const yOf = (node: Placed) => round(top + (node.y + 1) * rowHeight);
  const last = columns.at(-1);
  const width = last ? last.x + last.width : 0;
  const height = Math.ceil(Math.max(...placed.map(yOf)) + 10);
  const curves = placed.flatMap((node) =>
    node.reads.flatMap((read): Html[] => {
      const from = find.get(read);
      const start = from && columns[from.column];
      const end = columns[node.column];
      if (!from || !start || !end) return [];
      const [x1, y1, x2, y2] = [start.x + start.width, yOf(from), end.x, yOf(node)];
      const bend = round((x2 - x1) / 2);
      return [html`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`];
    }),
  );
  const lines = placed.map((node) => {
    const { x = 0, width: wide = 0 } = columns[node.column] ?? {};
    return html`<path d="M${x} ${yOf(node)}h${wide}" stroke="var(--line)" stroke-width="1.2"/>`;
  });
  const labels = placed.map(
    (node) => html`<text x="${columns[node.column]?.x ?? 0}" y="${yOf(node) - 7}">${node.label}</text>`,
  );
  const heads = columns.map(
    ({ title: name, x }) => html`<text x="${x}" y="${text + 2}" font-weight="700">${name}</text>`,
  );
  return html`<svg class="lineage" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc><g fill="none" stroke="var(--axis)" stroke-width="1">${curves}</g><g font-size="${text}" fill="var(--ink)">${heads}${lines}<g stroke="var(--page)" stroke-width="4" paint-order="stroke">${labels}</g></g></svg>`;
}
