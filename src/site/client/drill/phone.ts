/** The width of what a page stands in below which a table is a list, in letters of the page: as in 6-phone.css. */
const narrow = 33.4;

const place = document.getElementById("content") ?? document.body;

/** Whether the page is as narrow as a phone, or its letters as large, so that a table is a list. */
export const isPhone = (): boolean =>
  place.clientWidth < narrow * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const print = matchMedia("print");

/** Says when that becomes otherwise, unless it is only that paper has another width. */
export function onTurnedPhone(act: () => void): void {
  let was = isPhone();
  new ResizeObserver(() => {
    if (print.matches || was === isPhone()) return;
    was = !was;
    act();
  }).observe(place);
}
