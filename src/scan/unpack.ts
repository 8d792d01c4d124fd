import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** How far packed bytes are unpacked before the scan says that they can't be. */
export interface ScanLimits {
  /** Archives within archives, and encodings within encodings. */
  depth: number;
  /** Bytes that one stream may expand to. */
  streamBytes: number;
  /** Bytes that all streams of one file may expand to. */
  fileBytes: number;
  /** Entries of one archive. */
  entries: number;
}

export const defaultLimits: ScanLimits = {
  depth: 8,
  streamBytes: 128 * 1024 ** 2,
  fileBytes: 512 * 1024 ** 2,
  entries: 20_000,
};

/** What is left of the bytes that one file may expand to. */
export interface Budget {
  limits: ScanLimits;
  left: number;
}

export type Packing = "gzip" | "zlib" | "deflate" | "brotli";

interface Unpacked {
  bytes: Buffer;
  /** How many of the packed bytes the stream took; all of them where that isn't told. */
  taken: number;
}

const unpackers = { gzip: gunzipSync, zlib: inflateSync, deflate: inflateRawSync } as const;

/** Unpacks a stream: its bytes, 'too large' over the limits, or 'damaged' when it is no such stream. */
export function unpackStream(
  packed: Buffer,
  packing: Packing,
  budget: Budget,
): Unpacked | "too large" | "damaged" {
  const maxOutputLength = Math.max(1, Math.min(budget.limits.streamBytes, budget.left));
  try {
    if (packing === "brotli") {
      const bytes = brotliDecompressSync(packed, { maxOutputLength });
      budget.left -= bytes.length;
      return { bytes, taken: packed.length };
    }
    const result: unknown = unpackers[packing](packed, { maxOutputLength, info: true });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    budget.left -= buffer.length;
    return { bytes: buffer, taken: engine.bytesWritten };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ERR_BUFFER_TOO_LARGE" ? "too large" : "damaged";
  }
}
