import { knowing } from "./knowing.ts";

/** People that no one is, as the warehouse would know them. */
export const people = knowing({
  names: [
    "Quentin Hardcastle",
    "Ashdown-Pryce, Ngozi",
    "Zoë van Okonjo",
    "Li Wu",
    "Grant",
    "Mrs Renée Street",
  ],
  addresses: ["139 Ferry Bank, Halverstone", "73 Upper Weir Street\nPort Orrin", "Netherwick"],
  numbers: ["999 999 6744", "QQ 65 69 10 B", "07700 900801"],
  dates_of_birth: ["1950-01-31", "1994-07-03"],
  references: [
    "^(EN-\\d{7}|C-\\d{8})$",
    "^(FDN \\d{6}|HOTH \\d{8})$",
    "^S\\d{4,6}$",
    "^[A-Z]{2}-\\d{4}$",
    "TC\\d{8}",
  ],
});

/** The office's own lines, as it publishes them. */
export const allowed = [
  "0345 015 4033",
  "0808 157 0192",
  "03069 990123",
  "statistics@office.example",
  "FDN 214237",
];

/** Something of each kind that may not leave. */
export const plants: { kind: string; text: string }[] = [
  { kind: "a name", text: "Quentin Hardcastle" },
  { kind: "a name", text: "Hardcastle, Quentin" },
  { kind: "a name", text: "QUENTIN  HARDCASTLE" },
  { kind: "a name", text: "Ngozi Ashdown Pryce" },
  { kind: "a name", text: "Zoe Okonjo" },
  { kind: "an address", text: "139 Ferry Bank" },
  { kind: "an address", text: "73 Upper Weir Street, Port Orrin" },
  { kind: "a postcode", text: "ZX64 8RU" },
  { kind: "a postcode", text: "SW1A 2AA" },
  { kind: "an NHS number", text: "999 999 6744" },
  { kind: "an NHS number", text: "9434765919" },
  { kind: "an NHS number", text: "943-476-5919" },
  { kind: "a National Insurance number", text: "QQ 65 69 10 B" },
  { kind: "a National Insurance number", text: "AB123456C" },
  { kind: "a telephone number", text: "07700 900801" },
  { kind: "a telephone number", text: "+44 7700 900 801" },
  { kind: "a telephone number", text: "(020) 7946 0025" },
  { kind: "an email address", text: "quentin.hardcastle99@example.net" },
  { kind: "a date of birth", text: "date of birth: 5 March 1961" },
  { kind: "a date of birth", text: "born on 05/03/1961" },
  { kind: "a date of birth", text: "31 January 1950" },
  { kind: "a date of birth", text: "1994-07-03" },
  { kind: "a reference", text: "EN-1234567" },
  { kind: "a reference", text: "C-00124955" },
  { kind: "a reference", text: "HOTH 00000206" },
  { kind: "a reference", text: "S2108" },
  { kind: "a reference", text: "MP-0123" },
  { kind: "a title and surname", text: "Mr Hardcastle" },
];

/** One of each kind: the first of it. */
export const onePerKind = plants.filter(
  ({ kind }, index) => plants.findIndex((other) => other.kind === kind) === index,
);

/** What looks like something personal and isn't: it must leave freely. */
export const innocent = [
  "Call us on 0345 015 4033, 0808 157 0192 or +44 3069 990123.",
  "Write to statistics@office.example about FDN 214237.",
  "Bank holidays: 2022-01-03, 3 January 2022, 15/04/2022, 02.05.2022 and 27.12.2022 30.12.2022.",
  "Published under the Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
  "Grant of leave; the street; Local Government Act 1974; Health Service Commissioners Act 1993.",
  "sha256 7a19a7022556e194e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "Between 350 and 450 of 1,200; 2021/22 Q1; April 2021 to March 2022; 2014-12-14 to 2015-02-11.",
  "color:#ab12ed;margin:0 1em 2px;font:16px/1.5;--w3c:1 5px",
  "Netherwick and Li and Wu and Quentin and the Hardcastle inquiry",
  "9434765918 and 1234567890 have the wrong check digit, 9434765919.5 is a decimal, 0000000000 is nobody's.",
  "0.53313233343536373839 and 12.4339313233343536, as a computer writes decimals.",
  "Teams Health 1, Health 12, Q1 2021, S3, UTF-8, ISO-8601, a11y, i18n, x86, H264, 5xx.",
  "Aged 65 to 74: 1,987 people. Of 2,001, 1,950 were answered in 28 days.",
];
