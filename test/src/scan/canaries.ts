import { knowing } from "./knowing.ts";

/** People that no one is, as the warehouse would know them. */
export const canaryPeople = knowing({
  names: [
    "Jane Adelaide Whitcombe",
    "Mark Summary",
    "Article Section",
    "Main Header",
    "Bartholomew O'Shaughnessy",
    "Zoë Ngũgĩ-Ångström",
    "Ifeoma van der Broeck",
    "WILBERFORCE, Tobias",
    "Grant Street",
  ],
  addresses: ["27 Quarrymans Rise, Netherwick"],
  numbers: ["943 476 5919", "07700 900123", "+44 7700 900456", "AB 12 34 56 C"],
  dates_of_birth: ["1961-03-05", "2015-03-17", "2016-09-08", "1950-01-31"],
  references: ["^C-\\d{8}$"],
});

const html = (inside: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>Calls</title></head><body><main><h1>Calls</h1>${inside}</body></html>`;

const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
const persian = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
const devanagari = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit)));
const bengali = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x9e6 + Number(digit)));
const full = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0));
const bold = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)));

const nhs = (separator: string) => ["943", "476", "5919"].join(separator);
const phone = (separator: string) => ["07911", "123", "456"].join(separator);
const insurance = (separator: string) => ["JG", "10", "37", "59", "A"].join(separator);

const [N, T, I, E, B] = [
  ...[
    "an NHS number",
    "a telephone number",
    "a National Insurance number",
    "an email address",
    "a date of birth",
  ],
] as const;

/** A page of each kind of what may not leave: what the kind is called, what it must be found as, and the page. */
export const canaries: [kind: string, what: string, page: string][] = [
  ["NHS number, dots", N, `<p>${nhs(".")}</p>`],
  ["NHS number, slashes", N, `<p>${nhs("/")}</p>`],
  ["NHS number, thin spaces", N, `<p>${nhs("\u2009")}</p>`],
  ["NHS number, narrow no-break spaces", N, `<p>${nhs("\u202f")}</p>`],
  ["NHS number, figure spaces", N, `<p>${nhs("\u2007")}</p>`],
  ["NHS number, ideographic spaces", N, `<p>${nhs("\u3000")}</p>`],
  ["NHS number, en dashes", N, `<p>${nhs("\u2013")}</p>`],
  ["NHS number, em dashes", N, `<p>${nhs("\u2014")}</p>`],
  ["NHS number, no-break hyphens", N, `<p>${nhs("\u2011")}</p>`],
  ["NHS number, minus signs", N, `<p>${nhs("\u2212")}</p>`],
  ["NHS number, figure dashes with spaces", N, `<p>${nhs(" \u2012 ")}</p>`],
  ["NHS number, zero-width spaces", N, `<p>${nhs("\u200b")}</p>`],
  ["NHS number, soft hyphens", N, `<p>${nhs("&shy;")}</p>`],
  ["NHS number, word joiners", N, `<p>${nhs("\u2060")}</p>`],
  ["NHS number, middle dots", N, `<p>${nhs("·")}</p>`],
  ["NHS number, underscores", N, `<p>${nhs("_")}</p>`],
  ["NHS number, each digit by itself with dots", N, `<p>${[..."9434765919"].join(".")}</p>`],
  ["NHS number, no-break spaces as entities", N, `<p>${nhs("&nbsp;")}</p>`],
  ["NHS number, hair spaces as entities", N, `<p>${nhs("&hairsp;")}</p>`],
  ["NHS number, over tags in a line", N, "<p>943<b>476</b>5919</p>"],
  ["NHS number, over cells", N, "<table><tr><td>943</td><td>476</td><td>5919</td></tr></table>"],
  ["NHS number, after its name and a colon", N, "<p>NHS number:9434765919</p>"],
  ["NHS number, after its name in other groups", N, "<p>NHS no. 94 34 76 59 19</p>"],
  ["NHS number, known, in pairs", N, "<p>Ref 94 34 76 59 19 of it</p>"],
  ["NHS number, known, within an address", N, '<p><a href="/patients/9434765919/notes">x</a></p>'],
  ["NHS number, Arabic digits", N, `<p>${arabic(nhs(" "))}</p>`],
  ["NHS number, Persian digits", N, `<p>${persian(nhs(""))}</p>`],
  ["NHS number, Devanagari digits", N, `<p>${devanagari(nhs("-"))}</p>`],
  ["NHS number, Bengali digits", N, `<p>${bengali(nhs("."))}</p>`],
  ["NHS number, full-width digits", N, `<p>${full(nhs(""))}</p>`],
  ["NHS number, mathematical digits", N, `<p>${bold(nhs(" "))}</p>`],
  ["telephone, dots", T, `<p>${phone(".")}</p>`],
  ["telephone, slashes", T, `<p>${phone("/")}</p>`],
  ["telephone, thin spaces", T, `<p>${phone("\u2009")}</p>`],
  ["telephone, en dashes", T, `<p>${phone("\u2013")}</p>`],
  ["telephone, hyphens with spaces", T, `<p>${phone(" - ")}</p>`],
  ["telephone, zero-width joiners", T, `<p>${phone("\u200d")}</p>`],
  ["telephone, Arabic digits", T, `<p>${arabic(phone(" "))}</p>`],
  ["telephone, full width", T, `<p>${full("+44 7911 123456")}</p>`],
  ["telephone, in a link", T, '<p><a href="tel:07911123456">x</a></p>'],
  ["telephone, over tags in a line", T, "<p>07911<span>123</span><em>456</em></p>"],
  ["telephone, of another country", T, "<p>+353 1 496 0123</p>"],
  ["telephone, after its name, digit by digit", T, "<p>Tel: 0 7 9 1 1 1 2 3 4 5 6</p>"],
  ["telephone, known, without its nought", T, "<p>7700900123</p>"],
  ["telephone, known with +44, in pairs", T, "<p>07 70 09 00 45 6</p>"],
  ["National Insurance number, dots", I, `<p>${insurance(".")}</p>`],
  ["National Insurance number, slashes", I, `<p>${insurance("/")}</p>`],
  ["National Insurance number, thin spaces", I, `<p>${insurance("\u2009")}</p>`],
  ["National Insurance number, dashes with spaces", I, `<p>${insurance(" \u2013 ")}</p>`],
  ["National Insurance number, Devanagari digits", I, `<p>${devanagari(insurance(""))}</p>`],
  ["National Insurance number, full width", I, `<p>${full(insurance(""))}</p>`],
  ["National Insurance number, small letters", I, "<p>jg103759a</p>"],
  ["National Insurance number, soft hyphens", I, `<p>${insurance("\u00ad")}</p>`],
  ["email, over tags in a line", E, "<p>j.w<b>@</b>mail<i>.example</i></p>"],
  ["email, over cells", E, "<table><tr><td>jane99</td><td>@mail.com</td></tr></table>"],
  ["email, with blanks about its sign", E, "<p>jane99 @ mail.com</p>"],
  ["email, full-width sign", E, "<p>jane99＠mail．com</p>"],
  ["email, its sign as an entity", E, "<p>jane99&commat;mail&period;com</p>"],
  ["email, its sign as a number", E, "<p>jane99&#x40;mail&#46;com</p>"],
  ["email, in words", E, "<p>jane99 at mail dot com</p>"],
  ["email, in words and brackets", E, "<p>jane99 {at} mail {dot} com</p>"],
  ["email, zero-width spaces", E, "<p>jane99\u200b@\u200bmail\u200b.com</p>"],
  ["postcode, dot between", "a postcode", "<p>ZX64.8RU</p>"],
  ["postcode, full width", "a postcode", `<p>${full("ZX64")} ${full("8RU")}</p>`],
  ["postcode, over tags in a line", "a postcode", "<p>ZX<b>64</b> 8<i>RU</i></p>"],
  ["name, over cells", "a name", "<table><tr><td>Jane</td><td>Whitcombe</td></tr></table>"],
  ["name, over tags within a word", "a name", "<p>Ja<b>ne</b> Whit<i>combe</i></p>"],
  ["name, over list items", "a name", "<ul><li>Whitcombe</li><li>Jane</li></ul>"],
  ["name, letters as entities", "a name", "<p>Zo&euml; Ng&utilde;g&itilde;-&Aring;ngstr&ouml;m</p>"],
  ["name, combining marks", "a name", "<p>Ja\u0301ne\u0308 Whi\u0323tcombe\u0336</p>"],
  ["name, without its marks", "a name", "<p>Zoe Ngugi-Angstrom</p>"],
  ["name, full-width letters", "a name", `<p>${full("Jane")} ${full("Whitcombe")}</p>`],
  ["name, mathematical letters", "a name", "<p>𝐉𝐚𝐧𝐞 𝐖𝐡𝐢𝐭𝐜𝐨𝐦𝐛𝐞</p>"],
  ["name, Greek and Cyrillic capitals", "a name", "<p>ЈΑΝΕ WHIΤСОМВЕ</p>"],
  ["name, another forename between", "a name", "<p>Jane Margaret Whitcombe asked.</p>"],
  ["name, two others between", "a name", "<p>Jane Margaret Rose Whitcombe asked.</p>"],
  ["name, an initial between", "a name", "<p>Jane M. Whitcombe asked.</p>"],
  ["name, one forename left out", "a name", "<p>Jane Whitcombe asked.</p>"],
  ["name, called by the second forename", "a name", "<p>Adelaide Whitcombe asked.</p>"],
  ["name, surname first, another forename", "a name", "<p>Whitcombe, Jane Margaret</p>"],
  ["name, an initial", "a name", "<p>Sent by J Whitcombe in May.</p>"],
  ["name, initials with dots", "a name", "<p>Sent by J. A. Whitcombe in May.</p>"],
  ["name, initials together", "a name", "<p>Sent by JA Whitcombe in May.</p>"],
  ["name, surname and initial", "a name", "<p>Whitcombe, J, wrote in May.</p>"],
  [
    "name, surname and initials over cells",
    "a name",
    "<table><tr><td>Whitcombe</td><td>J.A.</td></tr></table>",
  ],
  ["name, half of a double surname", "a name", "<p>Zoe Angstrom asked.</p>"],
  ["name, of a couple", "a name", "<p>Jane and Peter Whitcombe asked.</p>"],
  ["name, possessive", "a name", "<p>Jane Whitcombe’s letter.</p>"],
  ["name, an apostrophe of another kind", "a name", "<p>Bartholomew O’Shaughnessy asked.</p>"],
  ["name, possessive of a surname", "a family name", "<p>We read Whitcombe’s complaint.</p>"],
  ["name, plural", "a family name", "<p>We wrote to the Whitcombes in May.</p>"],
  ["name, a family", "a family name", "<p>The Whitcombe family asked.</p>"],
  ["name, of two words that are tags", "a name", "<p>Mark Summary asked.</p>"],
  ["name, of tags, surname first", "a name", "<p>SECTION, Article</p>"],
  ["name, of tags, over cells", "a name", "<table><tr><td>Main</td><td>Header</td></tr></table>"],
  ["name, of common words", "a name", "<p>We wrote to Grant Street in May.</p>"],
  ["title, before somebody known", "a title and surname", "<p>Mr. Wilberforce</p>"],
  ["title, before a word that is a tag", "a title and surname", "<p>Asked by Miss Main Header.</p>"],
  ["title, before an unknown word", "a title and surname", "<p>Mrs Shufflebotham asked.</p>"],
  ["title, with an initial, before an unknown word", "a title and surname", "<p>Dr. K. Ploverington</p>"],
  ["title, of two, before an unknown word", "a title and surname", "<p>Mr and Mrs Shufflebotham</p>"],
  ["title, in capitals", "a title and surname", "<p>MRS SHUFFLEBOTHAM</p>"],
  ["title, in a cell of its own", "a title and surname", "<tr><td>Ms</td><td>Shufflebotham</td></tr>"],
  ["birth, known, two digits of the year", B, "<p>05/03/61</p>"],
  ["birth, known, two digits and a month in words", B, "<p>5 Mar 61</p>"],
  ["birth, of a child that is known", B, "<p>17 March 2015</p>"],
  ["birth, of a child that is known, two digits", B, "<p>08.09.16</p>"],
  ["birth, of a child, said", B, "<p>born on 4 June 2018</p>"],
  ["birth, said, two digits", B, "<p>DOB 04/06/18</p>"],
  ["birth, said, month first", B, "<p>Date of birth: June 4, 2018</p>"],
  ["birth, known, Arabic digits", B, `<p>${arabic("31/01/1950")}</p>`],
  ["address, thin spaces", "an address", "<p>27\u2009Quarrymans\u2009Rise</p>"],
];

export const toPage = html;
