/** What offices of other countries publish of themselves and of each other: nobody is in it. */
export const publicTextOf: Readonly<Record<string, string>> = {
  NZ: `
The Ombudsmen Act 1975 came into force on 1 April 1975; the first Ombudsman took office on 1 October 1962.
In 2022/23 the Commission closed 1,204 complaints, 112 more than in 2021/22, at a cost of $3,456,789.
Waitangi Day, 6 February 2023, was a Monday. ANZAC Day is 25 April.
See section 22B(1)(a) of the Telecommunications Act 2001 and SR 2011/345.
Wellington 2023, Auckland 2024 and Christchurch 2025 are where the forum meets.
Table 12: complaints by region, 2019 to 2024. Northland 345, Waikato 1 204, Otago 87.
The decision of 03.07.2023 (case 2023-104) is reported at [2023] NZHC 1042.
A budget of 123 456 780 dollars; a population of 5 223 100 in June 2023.
Released under CC BY 4.0; ISSN 1179-1234; version 2.0.1.
The median was 41.5 days (95% interval 38.2 to 44.9), of 1,023 closed.
Form ABC1234 is replaced by form ABD2001.
The Vote of 2023 was $21.345 million; that of 2024 $22.017 million.
`,
  IE: `
The Ombudsman Act 1980 was commenced on 7 July 1983, and amended in 2012 (No. 38 of 2012).
In 2023 the Office received 4,781 complaints; 1,103 were about local authorities and 902 about health.
S.I. No. 237/2005, European Communities Regulations 2005, Article 12(3).
The Commission’s reference C-2023-0412 and case C-311/18 are cited.
Quarter 3 of 2023: 1,234 opened, 1,198 closed; the share upheld 24.6%.
ISBN 978 1 4468 7000 0; 2nd edition; printed 12 March 2021.
Dublin 2 and Cork are the regions with most: 512 and 301.
A budget of €9,876,543 in 2022 and €10,200,000 in 2023.
Version 1.4.2 of 2023-08-01 replaces A01 to A99 of the guide.
`,
  US: `
The Telecommunications Act of 1996, Pub. L. 104-104, 110 Stat. 56, was enacted on February 8, 1996.
47 CFR 64.1200; 47 U.S.C. 227; FCC 21-123; DA 20-1234; docket 17-97.
In fiscal year 2023 the Commission received 123,456 complaints, 45,678 about unwanted calls.
Table 3: states, 2019-2023. MD 20,814 complaints; VA 22,301; CA 94,103 and NY 10,001.
The median was 30.5 days (95% interval 28.1-33.0), of 1,023 closed on 07/01/2023.
Form 2000-A replaces form 499-Q of 03-15-2019.
Between 2015-01 and 2015-12 there were 2,224 tickets; 1,707 were solved or closed.
Docket No. 2020-00123; ticket 250635; version 3.12.1.
A budget of $388,000,000 for 2022 and $390,192,000 for 2023.
Released on June 5, 2023 (88 Fed. Reg. 36510-36512).
`,
  CA: `
The Telecommunications Act, S.C. 1993, c. 38, received Royal Assent on 23 June 1993.
In 2022-23 the Commission for Complaints accepted 14 617 complaints, 12,790 of them resolved.
Telecom Regulatory Policy CRTC 2016-171; decision 2021-130; order 2022-9.
L’année 2022-2023 : 1 234 567 dollars, dont 45 % en services.
Bill C-27 and Bill S-7; SOR/2002-156; section 12(1)(b).
The population of 40 097 761 on July 1, 2023; a budget of 388 000 000 dollars.
Form T1A and form B2C are replaced by A1B.
Version 2.3.4 of 2023-04-01; ISSN 1929-1234.
`,
  AU: `
The Ombudsman Act 1976 (Cth) commenced on 1 July 1977; see section 5(1)(a).
In 2022-23 the Office received 44,098 complaints, of which 21,345 were in its remit.
In WA 2,023 complaints and in NSW 12,345; in VIC 9,870 and in the ACT 456.
[2023] FCA 1042; (2021) 95 ALJR 123; F2021L01234.
The median was 21 days; 90% were closed in 60 days; 4,123 took longer.
A budget of 123 456 700 dollars in 2022 and 130 200 000 dollars in 2023.
ABN is a number of a business, and so is ACN; ISSN 1234-5678.
Released 30.06.2023 under CC BY 4.0, version 1.0.
`,
};
