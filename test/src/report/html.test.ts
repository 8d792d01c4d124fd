import fc from "fast-check";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { escapeText, html, join, trusted } from "../../../src/report/html.ts";
import { hostile } from "../site/fixture.ts";

const textOf = (markup: string) =>
  new JSDOM(`<p>${markup}</p>`).window.document.querySelector("p")?.textContent;

test("any text comes back from the page as it went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(textOf(html`${text}`.text)).toBe(text);
    }),
  );
});

test("text has nothing left for HTML to act on, and no line break that could be joined up", () => {
  expect(escapeText(hostile)).not.toMatch(/[<>"'\n]/);
});

test("control characters and halves of characters are left out", () => {
  expect(escapeText("a\u0000b\u0008c\u0085d\ud800")).toBe("abcd\ufffd");
});

test("markup is kept and nothing else is", () => {
  expect(html`<p>${trusted("<b>x</b>")}${"<i>"}${null}${0}</p>`.text).toBe("<p><b>x</b>&lt;i&gt;0</p>");
  expect(join(["<", trusted("<br>")], ", ").text).toBe("&lt;, <br>");
});

test("a line break of a template is its layout: nothing beside a tag or a value, a space between words, kept in a value", () => {
  const laid = html`
    <p
      class="a">
      one ${"two"}
      <b>three</b> four
      five
    </p>
    ${"six\nseven"}
  `;
  expect(laid.text).toBe('<p class="a">one two<b>three</b> four five</p>six&#10;seven');
});
