const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

/**
 * Adds rules of CSS as a script may, a line to each: a policy that refuses styles in markup lets them through.
 * @param {string} rules
 * @returns {null} nothing for the markup
 */
export function addRules(rules) {
  for (const rule of rules.split("\n").filter(Boolean)) sheet.insertRule(rule);
  return null;
}
