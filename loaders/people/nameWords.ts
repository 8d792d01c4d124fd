const toWords = (text: string): string[] => text.trim().split(/\s+/);

/** Words before a name that say how somebody is addressed. */
export const titles = new Set(
  toWords(`
  mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend cllr councillor mp baroness baron mister
  master doctor nurse sister judge captain`),
);

/** Words between forenames and a surname that are neither. */
export const particles = new Set(
  toWords(
    "van von de da di du del della la le el al bin binti ibn ap ab ferch mac mc st dos das den der ter ten zu y",
  ),
);

/** Words of the language, of offices and of the calendar: capitals on them make no name, whatever stands beside. */
export const plainWords = new Set(
  toWords(`
  a about above act action acts address administration adult advice after again age agency agreement all also ambulance
  amended an and annual answer any apology appeal appendix application april are area as asked assembly assessment assurance
  at authority authorities autumn average awaiting been before being below benefit between board body borough british build building
  but by call called caller calls cancer care case cases caseworker category central centre chapter charged charity chased chief child
  children city civil clinic clinical clinics close closed code college commission commissioner committee community complaint complaints consent
  constitution contact corporate council county court courts criminal crown customer daily data date day days dear december decision decisions
  defence deputy dental department design detailed development director directorate discharged disclosure district division document
  doctor draft due during duty each early east eastern edition education eight email emailed emergency emails employment
  end england english enquiry environment equality europe european evidence executive explained expert external facts family
  february feedback figure figures file finance financial first five food for foreign foundation four framework freedom friday from
  full further general government great group guidance had has have he head health healthcare hello help helpline her high his
  home homes hospital hospitals hours house housing how human i if impact improvement in independent infirmary information inner
  insurance intake integrated interim internal into investigation investigations ireland irish is it its january joint journal july june
  justice kingdom land latest law learning legal letter level library life line list local london long low made madam main maintenance
  manager march measure measures medical medicine meeting member members men mental met midlands military minister ministry minutes
  miss monday month monthly months most my national new next nhs nine no north northern not note notes november number nursing
  october of office officer officers old on one online open operations opening or order other our outcome outer outpatient over
  overpayment page paid parliament parliamentary part patient patients pay payment pensions people performance period
  personnel pharmacy plan planning please police policy poor post practice practices preview primary prime principles prison private
  probation procedure process professional programme protection provider public publication published quality quarter quarterly queen question
  questions rang re received record records redress refusal region register registrar regulation regulations report reports request research
  response returned revenue review reviews revised rights risk road royal rules sampling saturday says school schools science scotland
  scottish scrutiny second secondary secretary section security select senior september served service services seven sheet
  she six social society south southern special specialist spoke spring staff stage standard standards state statement statistics
  strategic strategy strategies street summary summer sunday support surgery survey system systems table tax team teams
  technology telephone ten that the their then there they third this three thursday to told total trade training transport
  treasury treatment tribunal trust trusts tuesday two uk unhappy union unit united university until up update upheld urgent us use
  visa volume wait wales ward was water we website wednesday week weeks welfare wellbeing welsh were west western
  what when where which who why will winter with women work works would year yearly years you young your youth`),
);

/** Words that are also names, of which two together are as likely to be none: 'a grant', 'page', 'may'. */
export const wordsAndNames = new Set(
  toWords(`
  abbey ash august bailey baker bank banks barber barker bean bell berry bird bishop black blue bond booth bowl brand bridge
  brook brooks brown buck bull burns bush butcher butler carpenter carter chance chase church clay cliff cole cook cooper cross
  dale dean drew drinkwater drum dean drive duke eve faith field fields finch fish fisher ford forest fox frank french frost fry gale
  gardener gates gay gene gold good grace grant gray green grey grove guy hall ham hand hardy harper hart heath heaven hill
  hills holly hope hunt hunter iris ivy jack jade joy judge jump key kind king knight lake lamb lance lane law lee lily little
  lock long love lord major mark marks marsh martin mason may mercy mill miller mills moody moon moor morning
  nail noble olive page park parish parks pat patience peace pearl penny pepper piper pitt pollard pond poole pope porter potter
  power price prince prior reed read ray rich rivers river rob robin rock rod rose ross rowan ruby rusty sage sail salt sand sands
  savage sharp shepherd short silver singer skip skipper small smart smith snow sparrow spear speed spencer spring stark steel stone
  storm street strong sue summer summers swan tailor tanner taylor temple thatcher tiger town towns trice turner tyler violet walker wall
  waller ward waters weaver weir wells west white wild will wills winter winters wise wolf wood woods words worth wright young`),
);
