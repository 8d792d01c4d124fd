import { html } from "../../report/html.ts";
import type { Site } from "../../report/series.ts";
import type { Page } from "../components/layout.ts";

/** What is shown for an address with no page. */
export function notFoundPage(site: Site): Page {
  const home = site.report.edition === "internal" ? "the brief" : "the latest figures";
  return {
    path: "404",
    title: "Page not found",
    body: html`<h1>Page not found</h1><p class="lead">If you typed the address, check it is correct.</p><p>Otherwise start again from <a href="./index.html">${home}</a>: every figure is one click from it.</p>`,
  };
}
