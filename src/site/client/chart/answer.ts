import { formatMonth } from "../../../report/format.ts";

/** The place under a chart where it answers. */
export interface ChartAnswer {
  place: HTMLElement;
  /** What is said of a month, aloud too. */
  said: HTMLElement;
  link: HTMLAnchorElement;
  /** Shows the link that opens a month, or how a month is chosen; and in words what is drawn anew. */
  show: (month: string, address: string, drawn: string) => void;
}

function line(kind: string): HTMLElement {
  const made = document.createElement("p");
  made.className = kind;
  return made;
}

/** `isOpened` says what opening a month does: it is opened on another page, or shown in the table. */
export function answerPlace(isOpened: boolean): ChartAnswer {
  const place = document.createElement("div");
  place.className = "chart-answer";
  place.dataset.script = "";
  const [key, said, hint] = [line("quiet"), line(""), line("quiet")];
  said.setAttribute("role", "status");
  const link = document.createElement("a");
  const does = isOpened ? "opens it up" : "shows it in the table";
  hint.textContent = `Point at a month, tap it or use the arrow keys: its figure is said here. A click or Enter ${does}.`;
  place.append(key, said, link, hint);
  return {
    place,
    said,
    link,
    show: (month, address, drawn) => {
      key.textContent = drawn;
      key.hidden = drawn === "";
      link.hidden = month === "";
      hint.hidden = month !== "";
      if (month === "") return;
      link.textContent = isOpened ? `Open ${formatMonth(month)}` : `${formatMonth(month)} in the table`;
      link.href = address;
    },
  };
}
