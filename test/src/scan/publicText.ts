/** Forenames of no one in the demonstration. */
export const forenames = (
  "Alan Alice Amanda Amy Andrew Angela Anna Anne Anthony Barbara Ben Brian Carol Caroline Catherine Charles Charlotte Chloe Chris " +
  "Claire Colin Craig Daniel David Dawn Deborah Diane Donna Dorothy Edward Elaine Elizabeth Emily Emma Fiona Francis Frank Gary Geoffrey " +
  "George Gillian Grace Graham Hannah Harry Heather Helen Henry Ian Jack Jacqueline James Janet Jason Jean Jennifer Jessica Joan John " +
  "Joseph Judith Julia Karen Kate Keith Kelly Kenneth Kevin Laura Lauren Lee Lesley Linda Lisa Louise Lucy Margaret Maria Mark Martin Mary " +
  "Matthew Michael Michelle Nicola Oliver Patricia Paul Peter Philip Rachel Rebecca Richard Robert Ruth Sally Sandra Sarah Sharon " +
  "Sophie Stephen Steven Susan Thomas Timothy Tracey Victoria William Mohammed Fatima Aisha Wei Ming Olga Pavel Chinedu Rajesh Sunita Jiang"
).split(" ");

/** Surnames of no one in the demonstration. */
export const surnames = (
  "Adams Ahmed Allen Anderson Andrews Bailey Baker Barker Barnes Bell Bennett Berry Black Booth Bradley Brooks Brown Butler Campbell Carr " +
  "Carter Chambers Chapman Clark Clarke Cole Collins Cook Cooper Cox Cunningham Davidson Davies Davis Dawson Day Dean Dixon Edwards Ellis " +
  "Evans Fisher Fletcher Ford Foster Fox Fraser Gardner Gibson Gordon Graham Grant Gray Green Griffiths Hall Hamilton Harper Harris " +
  "Harrison Hart Harvey Hill Holmes Howard Hudson Hughes Hunt Hunter Hussain Jackson James Jenkins Johnson Johnston Jones Kaur Kelly Kennedy " +
  "Khan King Knight Lawrence Lawson Lee Lewis Lloyd Macdonald Marshall Martin Mason Matthews Mills Mitchell Moore Morgan Morris Murphy " +
  "Murray Palmer Parker Patel Pearce Phillips Porter Powell Price Read Reid Reynolds Richards Richardson Roberts Robertson Robinson Rogers " +
  "Rose Ross Russell Ryan Saunders Scott Shaw Simpson Singh Smith Spencer Stevens Stewart Stone Street Taylor Thompson Thomson Turner Walker Wallace " +
  "Walsh Ward Watson Webb Wells West White Wilkinson Williams Williamson Wilson Wood Woods Wright Young Begum Okafor Nguyen Kowalski O'Brien"
).split(" ");

/** What offices publish of themselves and of each other: nobody is in it. */
export const publicText = `
The Parliamentary Commissioner Act 1967 set up the office on 1 April 1967. The Health Service Commissioners Act 1993 came into force on 5 February 1994.
The National Health Service was founded on 5 July 1948. NHS England was established on 1 October 2012, and took over on 01/04/2013.
The Care Quality Commission was formed on 1 April 2009; its head office opened 31/03/09.
HM Revenue and Customs was formed on 18 April 2005. The Department for Work and Pensions was created on 8 June 2001.
The Home Office was founded on 27 March 1782. HM Courts and Tribunals Service dates from 1 April 2011.
The Equality and Human Rights Commission opened on 1 October 2007; the Information Commissioner's Office in 1984.
The Environment Agency was established on 1 April 1996; Natural England on 1 October 2006; UK Visas and Immigration on 1 April 2013.
The Local Government Act 1974, the Data Protection Act 2018, the Freedom of Information Act 2000 and the Equality Act 2010 apply.
The Regulatory Reform (Collaboration etc. between Ombudsmen) Order 2007, S.I. 2007/1889, came into force on 1 August 2007.
The Ombudsman's Principles were first published on 10 February 2009. The Service Charter dates from 21 July 2016.
Great Ormond Street Hospital opened on 14 February 1852. St Thomas' Hospital, Guy's Hospital, King's College Hospital, Queen Elizabeth Hospital.
John Radcliffe Hospital, Addenbrooke's Hospital, Royal Victoria Infirmary, James Cook University Hospital, Norfolk and Norwich University Hospitals.
Lady Margaret Hall, Lord Street Surgery, Dr Gray's Hospital, Sir Robert Peel Hospital, Princess Royal University Hospital, Prince Charles Hospital.
William Harvey Hospital, Charing Cross Hospital, Alexandra Hospital, Queen's Medical Centre, St James's University Hospital, Derriford Hospital.
The Lord Chancellor, the Lord Chief Justice, the Lord President of the Council, Mr Speaker, the Lady Chief Justice and the Lord Advocate.
Dear Sir or Madam. Miss a deadline and the case is late. Dr and nurse. Rev. 3 of the guidance. MS Word, MS Excel, MR scans. Ms means milliseconds.
Our helpline is 0345 015 4033, open Monday to Friday, 8.30am to 5.30pm. From abroad: +44 345 015 4033. Text 'call back' to 0762 480 3014.
Write to Citygate, Mosley Street, Manchester M2 3HQ or to Millbank Tower. Email informationrights@ombudsman.example.
Calls answered in 2021/22: 120,345 of 131,072 (91.8%). April 2021 to March 2022. Q1 2021-22: 30,112; Q2: 31,004; Q3 29,870; Q4 29,359.
Between 350 and 450 of 1,200; 95% interval 88.1 to 93.4; the median was 23.5 days, the longest 1,204. p < 0.05, n = 1,987.
As at 31 March 2022; published 14 April 2022; next release 12 May 2022; last updated 14/04/2022 at 09:30. Last reviewed 14.04.22.
Bank holidays: 15 April 2022, 18 April 2022, 2 May 2022, 2 June 2022, 3 June 2022, 29 August 2022, 26 December 2022, 27 December 2022.
Reference numbers of reports: HC 1234, HC 565, Cm 8903, Cmnd 2767, ISBN 978-1-5286-2511-9, ISSN 2049-3630, doi:10.1000/182, CCS0421468282 04/21.
Section 7(1), paragraphs 3.4 to 3.12, Table 4.1, Figure 12, Annex A. Version 2.1.14, UTF-8, RFC 4180, ISO 8601, ODS 1.2, Schema 1.0.3.
Companies House number 01234567, charity number 1089464, VAT GB 888 8509 07. UPRN 100023336956, grid reference TQ 30015 79910.
SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08; MD5 d41d8cd98f00b204e9800998ecf8427e; 1648771200; 20220331T235959Z.
Grant funding, Page 4 of 12, Bill committee, May and June, the Street Works Act, the Green Book, the White Paper, Price indices, Young people, the Woods.
A grant is made in stages. A page may be printed. I read it. Mark each answer. Hope and Rose wards. The Banks review. A Street in ten was counted.
Summary, Section, Article, Main, Header, Footer, Table, Caption, Title, Style, Script, Link, Meta, Base, Body, Head, Form, Label, Input, Button.
Complaints about General Practice, Dental Practice, Hospital Trusts, Mental Health Trusts, Ambulance Trusts, Independent Providers, Care Homes.
North West, South East, Yorkshire and The Humber, East Midlands, West Midlands, Greater Manchester, Tyne and Wear, Isle of Wight, Milton Keynes.
Leeds Teaching Hospitals NHS Trust, Barts Health NHS Trust, Sandwell and West Birmingham Hospitals NHS Trust, Frimley Health NHS Foundation Trust.
Driver and Vehicle Licensing Agency, Child Maintenance Service, Legal Aid Agency, Land Registry, Planning Inspectorate, Cafcass, Highways England.
Chief Executive, Director of Operations, Head of Statistics, Assistant Director, Senior Caseworker, Lead Clinician, Permanent Secretary, Board Chair.
Aged 18 to 24: 312; 25 to 34: 1,024; 65 to 74: 1,987; 75 and over: 2,001. Born in the UK: 81%. Year of birth is not collected.
Team A, Team B, Team C; Band D; Grade E; Line 1; Stage 2; Category 3; Group 4 of 5; Option F. Room G12, Floor 3. Appendix B. Schedule J.
`;
