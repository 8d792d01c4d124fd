export { openBrowser } from "../../../src/pack/browser.ts";
