import type { Highs } from "highs";
import type { Problem } from "./problem.ts";
import { protectLeast } from "./protectLeast.ts";
import { openRoutes, type Route, type Routes } from "./routes.ts";
import { isProtected, openShield, type Shield } from "./shield.ts";
import { openSingletons, type Singletons } from "./singletons.ts";

/** Searches for routes in one problem, times its columns: what bounds the time a large problem takes. */
const mostWork = 250_000;

/**
 * Columns to hide besides those hidden from the start, so that every unsafe cell is as wide as asked: each unsafe cell
 * in turn gets the cheapest route, and what isn't needed is shown again. Where the least there is can't be found in
 * reasonable time, each hidden cell is then tried without: good, but not proven to be the least. With `singletons` what would
 * tell the only one of a count another is hidden after that, by the cheapest routes.
 * `problem` must be one that can be protected at all.
 */
export function protect(highs: Highs, problem: Problem, width: number, withSingletons: boolean): number[] {
  const shield = openShield(highs, problem, width);
  const routes = openRoutes(highs, problem);
  try {
    const search = new Search(problem, width, shield, routes);
    const narrow = shield.narrow(problem.unsafe);
    for (const column of narrow.toSorted((a, b) => search.count(b) - search.count(a) || a - b))
      search.protect(column);
    search.thin();
    const least = protectLeast(highs, problem, width, search.added());
    if (least) search.become(least);
    else while (search.improve()) search.thin();
    if (withSingletons) {
      const hidden = problem.hidden.map(() => true);
      const singletons = openSingletons(problem, openShield(highs, { ...problem, hidden }, width));
      try {
        search.keepFrom(singletons);
      } finally {
        singletons.close();
      }
    }
    return search.added();
  } finally {
    shield.close();
    routes.close();
  }
}

/** The state of one search: what is hidden, and by which columns' changes unsafe cells are known to be protected. */
class Search {
  readonly #problem: Problem;
  readonly #width: number;
  readonly #shield: Shield;
  readonly #routes: Routes;
  readonly #added = new Set<number>();
  readonly #ways = new Map<number, ReadonlySet<number>>();
  #work = 0;

  constructor(problem: Problem, width: number, shield: Shield, routes: Routes) {
    this.#problem = problem;
    this.#width = width;
    this.#shield = shield;
    this.#routes = routes;
  }

  count(column: number): number {
    return this.#problem.counts[column] ?? 0;
  }

  /** How much less it could be than it is, by what is known of it beforehand. */
  #room(column: number): number {
    return this.count(column) - (this.#problem.floors[column] ?? 0);
  }

  #cost(column: number): number {
    return this.#problem.costs[column] ?? 0;
  }

  added(): number[] {
    return [...this.#added].sort((a, b) => a - b);
  }

  #hide(columns: Iterable<number>): void {
    for (const column of columns) {
      this.#added.add(column);
      this.#shield.hide(column);
      this.#routes.hide(column);
    }
  }

  #show(column: number): void {
    this.#added.delete(column);
    this.#shield.show(column);
    this.#routes.show(column);
  }

  #find(column: number, by: number): Route | undefined {
    this.#work += this.#problem.counts.length;
    return this.#routes.find(column, by);
  }

  /** Protects a column, hiding what it takes; gives what was hidden, undefined when nothing in reach is enough. */
  protect(column: number, held?: number): number[] | undefined {
    const added: number[] = [];
    for (;;) {
      this.#work += this.#problem.counts.length;
      const reach = this.#shield.reach(column);
      if (isProtected(reach, this.#width)) return added;
      const less = this.#width - Math.max(0, reach.above);
      const found = [
        this.#find(column, this.#width),
        reach.below > 0 ? this.#find(column, this.#width - reach.below) : undefined,
        less <= this.#room(column) ? this.#find(column, -less) : undefined,
      ];
      const best = found
        .filter((route): route is Route => route !== undefined && route.added.length > 0)
        .sort((a, b) => a.cost - b.cost)[0];
      if (best && best === found[0]) this.#ways.set(column, new Set(best.columns));
      const more = best?.added ?? this.#nextBest(column, held);
      if (!more) {
        for (const other of added) this.#show(other);
        return undefined;
      }
      added.push(...more);
      this.#hide(more);
    }
  }

  /** When no singleton route is enough: the column that by duality gives most for its cost. */
  #nextBest(column: number, held: number | undefined): number[] | undefined {
    const gains = [...(this.#shield.cut(column)?.coefficients ?? [])]
      .filter(([other, gain]) => other !== held && gain > 0 && !this.#shield.isHidden(other))
      .map(([other, gain]) => ({ other, price: this.#cost(other) / gain }));
    const best = gains.sort((a, b) => a.price - b.price || a.other - b.other)[0];
    return best && [best.other];
  }

  #costliest(): number[] {
    return this.added().sort((a, b) => this.#cost(b) - this.#cost(a) || a - b);
  }

  /** The unsafe cells known to rest on a column, and those of which nothing is known. */
  #resting(column: number): { owners: number[]; others: number[] } {
    const { unsafe } = this.#problem;
    return {
      owners: unsafe.filter((one) => this.#ways.get(one)?.has(column)),
      others: unsafe.filter((one) => !this.#ways.has(one)),
    };
  }

  #isNarrow(unsafe: number): boolean {
    this.#work += this.#problem.counts.length;
    return this.#shield.narrow([unsafe]).length > 0;
  }

  /** Shows again what isn't needed, the costliest first. */
  thin(): void {
    for (const column of this.#costliest()) {
      const { owners, others } = this.#resting(column);
      this.#show(column);
      if (owners.some((one) => this.#isNarrow(one)) || this.#shield.narrow(others, 1).length > 0)
        this.#hide([column]);
      else for (const one of owners) this.#ways.delete(one);
    }
  }

  /** Tries each hidden cell without, others instead; keeps what makes the total less. False when nothing does. */
  improve(): boolean {
    let isBetter = false;
    for (const column of this.#costliest()) {
      if (this.#work > mostWork) return false;
      if (this.#added.has(column) && this.#tryWithout(column)) isBetter = true;
    }
    return isBetter;
  }

  /** Hides these columns in place of those it has added. */
  become(columns: readonly number[]): void {
    const kept = new Set(columns);
    for (const column of this.#added) if (!kept.has(column)) this.#show(column);
    this.#hide(columns.filter((column) => !this.#added.has(column)));
    this.#ways.clear();
  }

  /** Hides what else would tell a singleton another's count; of that what isn't needed in the end is shown again. */
  keepFrom(singletons: Singletons): void {
    const before = new Set(this.#added);
    singletons.eachTold(this.#shield, (singleton, told) => {
      this.#shield.show(singleton);
      this.#routes.hold(singleton);
      for (const column of told) if (!this.protect(column, singleton)) this.#hideAround(column, singleton);
      this.#shield.hide(singleton);
      this.#routes.hide(singleton);
    });
    for (const column of this.#costliest().filter((one) => !before.has(one))) {
      this.#work += this.#problem.counts.length * this.#problem.unsafe.length;
      if (this.#work > mostWork) return;
      this.#show(column);
      let isNeeded = false;
      singletons.eachTold(this.#shield, () => {
        isNeeded = true;
      });
      if (isNeeded) this.#hide([column]);
    }
  }

  /** Where no route is enough: hides what shares a row with a column, then what shares one with that, until it is wide. */
  #hideAround(column: number, singleton: number): void {
    const reached = new Set([column, singleton]);
    for (let before = 0; before !== reached.size && this.#isNarrow(column); ) {
      before = reached.size;
      const rows = this.#problem.rows.filter(({ columns }) => columns.some((one) => reached.has(one)));
      for (const one of rows.flatMap(({ columns }) => columns)) reached.add(one);
      this.#hide([...reached].filter((one) => one !== singleton && !this.#shield.isHidden(one)));
    }
  }

  #tryWithout(column: number): boolean {
    const before = new Map(this.#ways);
    const { owners, others } = this.#resting(column);
    this.#show(column);
    this.#routes.hold(column);
    for (const one of owners) this.#ways.delete(one);
    const added: number[] = [];
    let cost = 0;
    const mend = (unsafe: number) => {
      const more = this.protect(unsafe, column);
      added.push(...(more ?? []));
      cost += more ? more.reduce((sum, other) => sum + this.#cost(other), 0) : Number.POSITIVE_INFINITY;
      return cost < this.#cost(column);
    };
    if (owners.every(mend) && this.#shield.narrow(others).every(mend)) {
      this.#routes.show(column);
      return true;
    }
    for (const other of added) this.#show(other);
    this.#hide([column]);
    this.#ways.clear();
    for (const [unsafe, way] of before) this.#ways.set(unsafe, way);
    return false;
  }
}
