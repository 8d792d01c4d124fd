const toWords = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Words of which code is made: tags of HTML, SVG and XML, attributes, properties and values of style sheets, words of scripts. Two
 * together are somebody's name only where they are written as one is: each with a capital, and nothing of code between.
 */
export const codeWords = new Set(
  toWords(`
  a abbr accent accept access action active address after align all alt alpha anchor and angle animate animation any applet arc area
  argument arguments aria array article as aside async at attribute audio auto autofill await b back backdrop backface background bar
  base baseline bdi bdo before behavior between big bind blend blink block blockquote blur body bold boolean border bottom
  box br break brightness browser button by cache call canvas caption capture card caret case catch cell center centre chart
  check checked child children circle cite class clear click client clip close cloud code col colgroup color column columns comment
  compact compute concat config console const contain container content contents context continue contrast control controls copy
  corner count counter cover current cursor curve cx cy cycle dark dash data datalist datalist date dd debug default
  defer define defs del delay delete desc description details dialog diff dim dimension dir direction disabled display div dl do document
  dot double down download drag draggable draw drop dt each ease edge effect element ellipse else em embed empty enable end enter entry
  enum error escape even event every exact except export extends face false family feature fetch field fieldset figcaption figure file
  fill filter final finally find first fit fixed flex flood float flow focus font foot footer for foreign form format forward fragment frame
  frameset from full function g gap gather get global glyph gradient grant grid group groups guard hash head header headers heading height
  hgroup hidden hide high hover hr href hsl html hue hyphens i icon id if iframe image img implements import in indent index
  inherit initial inline inner input ins inset instance interface internal invert invisible is isolate item items iterator join justify
  kbd kerning key keyframes keys kind label lang language large last layer layout leading leave left legend length let letter level li light
  line linear lines link list listing load local lock long loop loose low lower main map margin mark mark marker marquee mask match math matrix max
  may media menu message meta meter method metric middle min minus miss mix mode module mouse move multiple name native nav navigation nest
  new next no nobr node none normal not note null number object observe of off offset ol on once only opacity open operator opt optgroup
  option or order origin orphans out outer outline output over overflow override overlay p package pad padding page pages paint panel param
  parent parse part path pattern pause perspective picture pin plain play plot point pointer points polygon polyline pop position post pre
  preserve prevent previous primary print private process progress promise property proto prototype public push q query quote quotes radial radius
  radio random range rate ratio raw read ready rect reduce ref region rel relative release remove render repeat replace request
  require reset resize resolve response rest result return reverse right role root rotate round row rows rp rt ruby rule run s samp
  sans scale scope script scroll search secondary section select selection self separator serif set shadow shape share shift show side
  sign size skew slice slider slot small smooth snap solid some sort source space span spark split src stack stage star start state static
  status step steps sticky stop store strike string stroke strong style sub submit summary sup super svg switch symbol sync tab table
  tag target tbody td template test text textarea textpath tfoot th thead this throw time timer title to today toggle token tool top
  total touch tr track transform transition translate tree trim true try tspan tt turn type u ul undefined under underline unit unset up update upper
  url use user valid value values var variable var version vertical video view viewbox visible void wait wall weak weight where while white wide widows
  width will window with word words wrap wrapper x xml xmlns y yield z zone zoom`),
);
