import { printPdf } from "../pack/pdf.ts";
import type { SignOff } from "./signOff.ts";
import { signOffPage } from "./signOffPage.ts";

/** The sign-off page, and the same printed. */
export interface SignOffFiles {
  html: string;
  pdf: Uint8Array;
}

/** Makes the sign-off page of a release. Throws a DataError when there is no browser to print it. */
export async function toSignOffFiles(signOff: SignOff): Promise<SignOffFiles> {
  const html = signOffPage(signOff);
  const { bytes } = await printPdf(() => html, signOff.record.signed_at.slice(0, "yyyy-mm-dd".length));
  return { html, pdf: bytes };
}
