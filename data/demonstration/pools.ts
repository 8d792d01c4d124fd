const words = (text: string): string[] => text.trim().split(/\s+/);
const lines = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

/** First names that invented people are given. All are in the Windows-1252 repertoire. */
export const firstNames = words(`
  Aaliyah Adebayo Ailsa Aisling Alasdair Amara Ambrose Anoushka Archibald Arjun Astrid Aurelia Bartholomew Beatrix
  Benedict Berenice Bharat Bronwen Cadwallader Caoimhe Cassius Cedric Chandra Chidi Clementine Cordelia Cosmo Cressida
  Damaris Dashiell Delphine Desmond Dilys Dimitri Ebenezer Efua Eilidh Eleri Emeka Esmeralda Euphemia Fatoumata
  Fenella Fergus Fionnuala Folasade Gareth Genevieve Gethin Ghulam Gideon Gwendolen Hamza Harpreet Hermione Hildegard
  Horatio Hyacinth Ifeoma Imelda Ignatius Iolanthe Ishaan Isolde Jacinta Jamila Jemima Jocasta Kamala Keziah Khadija
  Kwame Lachlan Leopold Lettice Llewellyn Lucasta Mabli Magnus Marguerite Meera Mordecai Mungo Myfanwy Nadezhda
  Ngozi Niamh Nkechi Obadiah Octavia Olumide Orlando Ottoline Parvati Peregrine Perpetua Philippa Priyanka Quentin
  Rafferty Ravindra Renée Rhiannon Roderick Rosalind Rupinder Saoirse Seraphina Siân Sigrid Sushila Tamsin Tariq
  Theodora Thaddeus Tomasz Ursula Vashti Venetia Wilhelmina Xanthe Yasmin Yevgenia Zachariah Zoë
`);

/** Last names that invented people are given. All are in the Windows-1252 repertoire. */
export const lastNames = words(`
  Abernathy Achterberg Adeyinka Agnihotri Ainsworthy Akintola Applegarth Arbuthnott Arkwright Ashdown-Pryce Babatunde
  Balasubramanian Bancroft-Ogden Banerjea Barraclough Beddoes Bhattacharjee Birtwhistle Blenkinsop Bottomley-Frith
  Braithwaite Brocklehurst Bulstrode Cadwaladr Cattermole Chakraborty Chattopadhyay Cholmondeley Chukwuma Clutterbuck
  Cockcroft Coggeshall Copplestone Crabtree Cruickshank Culpepper Dalrymple Danquah Debenham Delacroix-Hume Desborough
  Dhillonpal Diggory Dinwiddie Dobrowolski Drinkwater Dumbleton Eccleshall Egerton-Shah Ekwueme Entwhistle Etheridge
  Fairweather Fanshawe Farquharson Fazakerley Featherstone Fernsby Fitzsimmons Fotheringham Gathercole Ghebremariam
  Gildersleeve Golightly Goonetilleke Gorringe Grindlewald Grubczynski Gwatkin Haldenby Hardcastle Hathersage
  Hebblethwaite Higginbotham Hollingberry Honeychurch Huddlestone Iddenden Igwebuike Illingworth Inchbald Iwuchukwu
  Jagadeesan Jellicoe Jephcott Kalyanaraman Kerfoot Kilbracken Kirkbride Kowalewska Krishnaswamy Lanyon-Thew Lathbury
  Leatherbarrow Lightbody Llewelyn-Rees Loughborne Lumumba-Clark Macgillivray Mainwaring Malahide Manickavasagar
  Marchbanks Maskelyne Mbeki-Stone Micklethwait Molyneux Mountjoy Muthukumar Narracott Nettlefold Nwachukwu Oakeshott
  Ogunleye Okonjo Olorunfemi Ormerod Osbaldeston Oyelaran Padmanabhan Palliser Pankhania Papworth-Lee Pennefather
  Pettigrew Pilkington Pomfret Postlethwaite Prendergast Qureshi-Holt Quillfeather Raghunathan Ramsbottom Ravenscroft
  Rosenqvist Rowbotham Sackville-Mensah Satterthwaite Scrimgeour Shillingford Shufflebotham Sidebottom Skeffington
  Smethurst Snodgrass Srinivasan Stallybrass Sundaresan Swarbrick Tattersall Thackeray Thirlwall Threlfall
  Thistlethwaite Tregaskis Trevelyan Twistleton Ugwuanyi Umunna Uttley Venkataraman Wetherby Wigglesworth
  Winterbottom Wolstenholme Yaxley Youngblood Zaborowski
`);

/** Streets of invented addresses. */
export const streets = lines(`
  Larkspur Terrace
  Old Tannery Lane
  Quarrybank Road
  Marigold Close
  Upper Weir Street
  Saint Osyth Way
  Cooper's Yard
  Hollowmead
  Ferry Bank
  Windlass Drive
  Pippin Grove
  Foundry Hill
  Beacon Rise
  Chandlers Row
  Nightingale Crescent
  Sluice Gate Lane
`);

/** Towns of invented addresses; none is a real place known to us. */
export const towns = lines(`
  Netherwick
  Ashcombe Ferrers
  Little Marden-on-Tyde
  Port Orrin
  Halverstone
  Great Yeldon
  Kirkby Thwaite
  Wexmouth
  Thornleigh Bassett
  Cold Brayfield St Anne
  Dunmere
  Eastering
`);

/** Bodies complained about, by jurisdiction; all invented. */
export const healthBodies = lines(`
  Northmoor Hospitals NHS Foundation Trust
  Wexmouth University Hospitals NHS Trust
  Vale of Orrin Mental Health NHS Trust
  Halverstone Ambulance Service NHS Trust
  Great Yeldon Community Health NHS Trust
  Tyde Valley Clinical Commissioning Group
  Netherwick Road Surgery, Halverstone
  The Larkspur Practice
  Dunmere Dental Care
  Eastering Hospitals NHS Foundation Trust
  Kirkby Thwaite Health Centre
  Regional Commissioning Team (North)
`);

export const parliamentaryBodies = lines(`
  Benefits and Pensions Department
  Child Support Office
  Home and Borders Department
  Visas and Settlement Directorate
  Revenue Office
  Courts and Tribunals Administration
  Driver Records Agency
  Land and Rivers Agency
  Student Funding Body
  Passport Records Agency
`);
