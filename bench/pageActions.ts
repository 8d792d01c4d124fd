import type { Browser, Page } from "playwright-core";
import type { PageServer } from "./pageServer.ts";

interface Action {
  name: string;
  /** At most so many milliseconds, and with a fourth of the processor. */
  limits: [number, number];
  address: string;
  ready: string;
  /** What is done, as an expression of the page, and what then holds. */
  act: string;
  done: string;
}

const monthOf = (address: string) => address.replace(/&month=.*/, "&by=month");

const actionsIn = ({ all, shares }: { all: string; shares: string }): Action[] => {
  const month = /month=([\d-]+)/.exec(all)?.[1] ?? "";
  const rows = "#drill tbody tr";
  return [
    {
      name: "cases of a month",
      limits: [100, 200],
      address: monthOf(all),
      ready: rows,
      act: `document.querySelector('#drill td a, #drill th a[href*="month=${month}"]').click()`,
      done: `document.querySelector("#drill h1").textContent.includes("20") && document.querySelectorAll("${rows}").length >= 50`,
    },
    {
      name: "sort",
      limits: [50, 200],
      address: all,
      ready: rows,
      act: `document.querySelectorAll("#drill th button")[1].click()`,
      done: `document.querySelector("#drill th[aria-sort]")`,
    },
    {
      name: "narrow to what isn't counted",
      limits: [50, 200],
      address: shares,
      ready: rows,
      act: `document.querySelector('#drill a[href*="only=others"]').click()`,
      done: `document.querySelector('#drill a[aria-current][href*="only=others"]')`,
    },
    {
      name: "filter today’s page",
      limits: [50, 200],
      address: "care/today.html",
      ready: "form.filters select",
      act: `(() => { const one = document.querySelector("form.filters select"); one.selectedIndex = 1; one.dispatchEvent(new Event("change", { bubbles: true })); })()`,
      done: `document.querySelector("form.filters.chosen")`,
    },
  ];
};

/** From the act to the frame after what it asks for is there. */
async function timeOf(page: Page, { act, done }: Action): Promise<number> {
  return page.evaluate<number>(`new Promise((told) => {
    const from = performance.now();
    const end = () => requestAnimationFrame(() => setTimeout(() => told(performance.now() - from)));
    const look = () => ((${done}) ? end() : setTimeout(look));
    ${act};
    look();
  })`);
}

async function measure(browser: Browser, origin: string, action: Action, slower: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${origin}/${action.address}`);
    await page.locator(action.ready).first().waitFor();
    // A reader's pointer moves before it clicks: all of a long list is asked for then.
    await page.mouse.move(640, 450);
    await page.waitForLoadState("networkidle");
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    times.push(await timeOf(page, action));
    await context.close();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Prints how long what a reader does in the longest lists takes, until the frame that shows it. */
export async function printActions(
  browser: Browser,
  { origin }: PageServer,
  lists: { all: string; shares: string; rows: number },
): Promise<void> {
  process.stdout.write(
    `\nacts in the longest list (${lists.rows} rows), until the next frame: as it is; with a fourth of the processor\n`,
  );
  for (const action of actionsIn(lists)) {
    const cells: string[] = [];
    for (const [at, slower] of [1, 4].entries()) {
      const time = await measure(browser, origin, action, slower);
      cells.push(`${time.toFixed(0)} ms${time > (action.limits[at] ?? 0) ? "!" : " "}`.padStart(9));
    }
    process.stdout.write(
      `${action.name.padEnd(58)} ${cells.join("")}  at most ${action.limits.join(", ")}\n`,
    );
  }
}
