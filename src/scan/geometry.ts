/** A point that a drawing goes through, in the drawing's own coordinates. */
export interface Vertex {
  x: number;
  y: number;
}

const parameters: Record<string, number> = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7, Z: 0 };

/** Width and height, in pixels, within which a closed shape is a sign that stands for one point. */
const signSize = 9;

const middle = (numbers: readonly number[]) => (Math.min(...numbers) + Math.max(...numbers)) / 2;
const reach = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);

/** The vertices of a closed shape, or the middle of one so small that it is the sign of a point. */
function toSign(vertices: readonly Vertex[]): readonly Vertex[] {
  const [xs, ys] = [vertices.map(({ x }) => x), vertices.map(({ y }) => y)];
  return reach(xs) <= signSize && reach(ys) <= signSize ? [{ x: middle(xs), y: middle(ys) }] : vertices;
}

/**
 * The points in which the pieces of a path end; the points that only bend it are left out, and a small shape that is
 * closed (a disc, a triangle) or drawn from its beginning alone (the cap of an interval) is the one point in its middle.
 */
export function pathVertices(d: string): Vertex[] {
  const vertices: Vertex[] = [];
  let shape: Vertex[] = [];
  // Whether every piece of the shape is measured from the one before, none from the drawing.
  let isOwn = true;
  let x = 0;
  let y = 0;
  const close = (isClosed: boolean) => {
    const isSign = isClosed || (isOwn && shape.length > 1);
    if (shape.length > 0) vertices.push(...(isSign ? toSign(shape) : shape));
    shape = [];
    isOwn = true;
  };
  for (const [, letter = "M", rest = ""] of d.matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)) {
    const command = letter.toUpperCase();
    const count = parameters[command] ?? 2;
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? []).map(Number);
    const isRelative = letter !== command;
    if (command === "M") close(false);
    if (command === "Z") {
      ({ x, y } = shape[0] ?? { x, y });
      close(true);
    } else if (command !== "M" && !isRelative) isOwn = false;
    for (let at = 0; count > 0 && at + count <= numbers.length; at += count) {
      const last = numbers[at + count - 1] ?? 0;
      const before = numbers[at + count - 2] ?? 0;
      if (command === "H") x = isRelative ? x + last : last;
      else if (command === "V") y = isRelative ? y + last : last;
      else {
        x = isRelative ? x + before : before;
        y = isRelative ? y + last : last;
      }
      shape.push({ x, y });
    }
  }
  close(false);
  return vertices;
}

/** The points of a polyline or polygon. */
export function pointsVertices(points: string): Vertex[] {
  const numbers = (points.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: numbers[index + 1] ?? 0 }] : []));
}

/** How far an element is moved, or undefined when it is also turned or stretched. */
export function moveOf(transform: string): Vertex | undefined {
  let x = 0;
  let y = 0;
  for (const [, kind, inner = ""] of transform.matchAll(/([a-z]+)\(([^)]*)\)/gi)) {
    const [dx = 0, dy = 0] = inner.split(/[\s,]+/).map(Number);
    if (kind !== "translate") return undefined;
    x += dx;
    y += dy;
  }
  return { x, y };
}
