const phone = matchMedia("(max-width: 39.99rem)");

/** Whether the page is as narrow as a phone, where a table is a list. */
export const isPhone = (): boolean => phone.matches;

/** Says when that becomes otherwise. */
export const onTurnedPhone = (act: () => void): void => phone.addEventListener("change", act);
