/**
 * Observable Framework's settings for one edition of the site. src/site/framework.ts says by environment
 * where its pages were written and where the built site goes. Nothing here may ask for the network.
 */
const { CANDOUR_SITE_ROOT, CANDOUR_SITE_OUT, CANDOUR_SITE_TITLE } = process.env;
if (!CANDOUR_SITE_ROOT || !CANDOUR_SITE_OUT || !CANDOUR_SITE_TITLE)
  throw new Error("missing environment: the site is built by src/site/build.ts, not by observable alone");

export default {
  root: CANDOUR_SITE_ROOT,
  output: CANDOUR_SITE_OUT,
  title: CANDOUR_SITE_TITLE,
  style: "style.css",
  globalStylesheets: [],
  pages: [],
  head: "",
  footer: "",
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  linkify: false,
  typographer: false,
  preserveIndex: true,
  preserveExtension: true,
};
