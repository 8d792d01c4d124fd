/** What asks for the file beside a page that says the months of its small charts. */
declare global {
  interface Window {
    /** Hands over the charts of the file beside the page, each an `svg` without its drawing. */
    chartMonths?: (charts: string) => void;
  }
}

/** Resolves to whether a script came. */
export const loadScript = (src: string): Promise<boolean> =>
  new Promise((resolve) => {
    const script = document.createElement("script");
    script.dataset.script = "";
    script.addEventListener("load", () => resolve(true));
    script.addEventListener("error", () => resolve(false));
    script.src = src;
    document.body.append(script);
  });

/** The file beside the page: of `timeliness.html` or `timeliness` it is `timeliness.months.js`, of a folder its index's. */
function besidePage(asks: string): string {
  const page = location.pathname.replace(/\/$/, "/index").replace(/\.html$/, "");
  return `${page}.months.js?${asks}`;
}

async function read(asks: string): Promise<string | null> {
  let said: string | null = null;
  window.chartMonths = (text) => {
    said = text;
  };
  await loadScript(besidePage(asks));
  return said;
}

let asked: Promise<string | null> | null = null;

/** What that file says, by the hash its charts name, asked for once; null where it can't be had. */
export function readBesidePage(asks: string): Promise<string | null> {
  asked ??= read(asks);
  return asked;
}

/** The charts of a page that have that file say their months. */
export const askingCharts = (): SVGElement[] => [
  ...document.querySelectorAll<SVGElement>("svg.chart[data-asks]"),
];

/** What the file says of each of those charts, in their order; undefined of one that it doesn't say anything of. */
export function saidOf(charts: readonly SVGElement[], text: string | null): (DOMStringMap | undefined)[] {
  const said = new DOMParser().parseFromString(text ?? "", "text/html").querySelectorAll<SVGElement>("svg");
  return charts.map(({ dataset }, at) => {
    const own = said[at]?.dataset;
    const isSame = (["measure", "group", "months"] as const).every((name) => own?.[name] === dataset[name]);
    return isSame ? own : undefined;
  });
}
