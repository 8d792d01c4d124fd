/** The library's own file for browsers, put beside the scripts when the site is written: it sets a global. */
declare global {
  var aq: typeof import("arquero");
}

export {};
