import { type Html, html, join } from "../../report/html.ts";
import type { PublishedFile } from "../../report/report.ts";

/** A file's size as a reader wants it: '840 bytes', '12 kB', '3.4 MB'. */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A link that downloads a file, named by its format and size: 'CSV (12 kB)'. */
function fileLink({ path, format, bytes, title }: PublishedFile, root: string): Html {
  return html`
    <a href="${root}${path}" rel="external" download>
      ${format}<span class="unseen">, ${title}</span> (${formatBytes(bytes)})
    </a>`;
}

/** Links to the files of one title side by side. */
export function fileLinks(files: readonly PublishedFile[], root: string): Html {
  const links = files.map((file) => fileLink(file, root));
  return html`<span>${join(links, html` · `)}</span>`;
}

/** A list of downloads, a line to each title with its formats. */
export function fileList(files: readonly PublishedFile[], root: string): Html {
  const titles = [...new Set(files.map(({ title }) => title))];
  const items = titles.map((title) => {
    const own = files.filter((file) => file.title === title);
    return html`<li>${title}: ${fileLinks(own, root)}</li>`;
  });
  return html`<ul class="downloads">${items}</ul>`;
}
