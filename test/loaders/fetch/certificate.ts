import { createSign, generateKeyPairSync } from "node:crypto";

/** A value of ASN.1 in its binary form: what kind it is, and what it holds. */
function der(kind: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

const hex = (text: string) => Buffer.from(text, "hex");
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const sha256WithRsa = sequence(hex("06092a864886f70d01010b"), hex("0500"));
const nameOf = (name: string) =>
  sequence(der(0x31, sequence(hex("0603550403"), der(0x0c, Buffer.from(name)))));
const time = (written: string) => der(0x17, Buffer.from(written));
const extension = (id: string, isCritical: boolean, value: Buffer) =>
  sequence(hex(id), ...(isCritical ? [hex("0101ff")] : []), der(0x04, value));

/** A certificate that a server at an IPv4 address made for itself, with its key, in PEM: good from 2020 to 2049. */
export function makeCertificate(address: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const isAuthority = extension("0603551d13", true, sequence(hex("0101ff")));
  const isOf = extension(
    "0603551d11",
    false,
    sequence(der(0x87, Buffer.from(address.split(".").map(Number)))),
  );
  const said = sequence(
    der(0xa0, hex("020102")),
    hex("020101"),
    sha256WithRsa,
    nameOf("Test"),
    sequence(time("200101000000Z"), time("491231000000Z")),
    nameOf("Test"),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isAuthority, isOf)),
  );
  const signature = createSign("sha256").update(said).sign(privateKey);
  const whole = sequence(said, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
