import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { getSeries, toSite } from "../../../../src/report/series.ts";
import { agreedInRoom, whatWasAgreed } from "../../../../src/site/components/whatWasAgreed.ts";
import { smallInput } from "../fixture.ts";

const report = smallInput("internal");
const [action] = report.casework.actions;
const measure = "feedback-closed-20wd";

function inRoom(count: number) {
  if (!action) throw new Error("missing action");
  const actions = Array.from({ length: count }, (_, at) => ({
    ...action,
    action_reference: `AC-${at}`,
    action: `move <b>${at}</b>`,
    measure,
  }));
  const site = toSite({ ...report, casework: { ...report.casework, actions } });
  const series = getSeries(site, measure);
  const { window } = new JSDOM(agreedInRoom(site, series, "./").text);
  const own = new JSDOM(`${whatWasAgreed(site, series, "../")}`).window.document;
  return { room: window.document, own };
}

test("the first two of what was agreed stand beside a chart in the room, with how many more its page has", () => {
  const { room } = inRoom(4);
  const lines = [...room.querySelectorAll("li")].map((line) => line.textContent);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^Move <b>0<\/b>\. Legal Director, by .* Agreed at the meeting of .* \(AC-0\)\.$/);
  expect(room.querySelector("p a")?.textContent).toBe("2 more agreed of it");
  expect(room.querySelector("p a")?.getAttribute("href")).toBe(`./measures/${measure}.html#agreed`);
});

test("in the room it is said that nothing was agreed, which a measure's own page leaves out", () => {
  const { room, own } = inRoom(0);
  expect(room.querySelector("p")?.textContent).toBe("No action agreed is about this measure.");
  expect(own.body.textContent).toBe("");
});
