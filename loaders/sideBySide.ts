/**
 * Does `work` for each item, in their order, as many at once as there are `lanes`: each has something of its own to work with,
 * such as a connection. Once one fails no other is begun; its error is thrown when those that were begun have ended.
 */
export async function sideBySide<T, L>(
  items: Iterable<T>,
  lanes: readonly L[],
  work: (item: T, lane: L) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const workIn = async (lane: L) => {
    try {
      for (let next = waiting.splice(0, 1); next.length > 0; next = waiting.splice(0, 1))
        for (const item of next) await work(item, lane);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  for (const worked of await Promise.allSettled(lanes.map(workIn)))
    if (worked.status === "rejected") throw worked.reason;
}

/** Both, whichever ends first. When one fails, the other has ended too before its error is thrown. */
export async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
