import "./months.ts";

/** The brief asked for with `?present` leads to its agenda, one item a screen. Its small charts answer of their months. */
const present = document.querySelector("a.to-present");
if (present && new URLSearchParams(location.search).has("present")) location.replace("./present.html");
