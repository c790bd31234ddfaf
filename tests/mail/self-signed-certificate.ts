import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate created for each run: no private key is in the repository, and nothing expires. */
export interface TestCertificate {
  readonly key: string;
  readonly certificate: string;
}

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
};
const sequence = (...parts: readonly Buffer[]) => element(0x30, ...parts);
const objectId = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer) => element(0x03, Buffer.of(0), content);
const utcTime = (year: number) => element(0x17, Buffer.from(`${year % 100}0101000000Z`));

/** Self-signed for `host` (a DNS name), EC P-256, ECDSA with SHA-256 (RFC 5280, section 4.1). */
export function createCertificate(host: string): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
  const name = sequence(element(0x31, sequence(objectId('550403'), element(0x0c, Buffer.from(host)))));
  const alternativeNames = sequence(element(0x82, Buffer.from(host)));
  const year = new Date().getUTCFullYear();
  const body = sequence(
    element(0xa0, element(0x02, Buffer.of(2))),
    element(0x02, Buffer.of(1), randomBytes(8)),
    ecdsaWithSha256,
    name,
    sequence(utcTime(year - 1), utcTime(year + 2)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    element(0xa3, sequence(sequence(objectId('551d11'), element(0x04, alternativeNames)))),
  );
  const der = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n');
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  };
}
