/** The public front page: measures are found as something is typed, and its charts answer of their months. */
import "./search.ts";
import "./months.ts";
