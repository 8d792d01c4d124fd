import { createHash } from "node:crypto";

/** Whether this is `npm run test:long`, which runs every case; otherwise long lists are sampled. */
export const isLong = process.env.CANDOUR_GEAR === "long";

/** How many random cases a property is tried on. */
export const runs = (few: number, all: number): number => (isLong ? all : few);

/** Numbers from 0 to 1, the same ones for a seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Whether what is called so is among a share, from 0 to 1, of all: the same ones each time. */
export function isDrawn(name: string, share: number): boolean {
  const hash = createHash("sha256").update(name).digest();
  return hash.readUInt32BE() < share * 2 ** 32;
}

/** Some of the items in their order, the same ones for a seed. The long gear has them all. */
export function sample<T>(items: readonly T[], count: number, seed = 1): T[] {
  if (isLong) return [...items];
  return draw(items, count, seed);
}

/** Of each kind the first, the last and some between, the same ones for a seed. The long gear has them all. */
export function sampleOfEach<T>(
  items: readonly T[],
  kindOf: (item: T) => string,
  between: number,
  seed = 1,
): T[] {
  if (isLong) return [...items];
  return drawOfEach(items, kindOf, between, seed);
}

/** `count` of the items in their order, whatever the gear. */
export function draw<T>(items: readonly T[], count: number, seed: number): T[] {
  const next = random(seed);
  return items
    .map((item, place) => ({ item, place, lot: next() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Of each kind the first, the last and `between` more, whatever the gear. */
export function drawOfEach<T>(
  items: readonly T[],
  kindOf: (item: T) => string,
  between: number,
  seed: number,
): T[] {
  const drawn = new Set(
    [...new Set(items.map(kindOf))].flatMap((kind) => {
      const own = items.filter((item) => kindOf(item) === kind);
      return [...own.slice(0, 1), ...draw(own.slice(1, -1), between, seed), ...own.slice(-1)];
    }),
  );
  return items.filter((item) => drawn.has(item));
}
