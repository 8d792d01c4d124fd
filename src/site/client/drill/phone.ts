const phone = matchMedia("(max-width: 39.99rem)");

/** Whether the page is as narrow as a phone, where a table is a list. */
export const isPhone = (): boolean => phone.matches;

const print = matchMedia("print");

/** Says when that becomes otherwise, unless it is only that paper has another width. */
export const onTurnedPhone = (act: () => void): void =>
  phone.addEventListener("change", () => {
    if (!print.matches) act();
  });
