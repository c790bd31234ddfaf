import { randomBytes } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { isPlainKey } from '../../src/names/freeform.ts';
import { bodiesOf, type JsonObject, valuesOf } from '../support/arbitraries.ts';

/** Values that satisfy rules which the contract states in words only. */

/** Bodies of a type in which some members have these values. */
export function bodiesWith(
  typeName: string,
  members: Readonly<Record<string, Arbitrary<unknown>>>,
): Arbitrary<JsonObject> {
  return fc.tuple(bodiesOf(typeName), fc.record(members)).map(([body, more]) => ({ ...body, ...more }));
}

export const labels = (valuesOf({ $ref: '#/Label' }) as Arbitrary<string>).filter(isPlainKey);
const moments = valuesOf({ type: 'string', format: 'date-time' }) as Arbitrary<string>;

const domains = fc.stringMatching(/^[a-zA-Z]([a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?(\.[a-zA-Z]{2,6}){1,3}$/);
const localParts = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[a-z]{1,9})?$/),
  fc.constantFrom("o'neil", "x'--", '__proto__', 'düsseldorf', 'ΣΑΣ', '漢字', '%00', '$1'),
);

/** With separators that users write between digits. */
export const phoneNumbers = fc.stringMatching(/^(\+|00 )[1-9][0-9]{2}[ .-]?[0-9]{6,12}$/);

export const emailAddresses = fc.tuple(localParts, domains).map((parts) => parts.join('@'));

const keyKinds = ['ssh-rsa', 'ssh-ed25519', 'ecdsa-sha2-nistp256', 'sk-ssh-ed25519@openssh.com'];
const comments = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^ .{0,40}$/),
  fc.constantFrom(" '); drop table users; --", ' bob@example.com', ' é 👩', '  '),
);

/** A length-prefixed field of an encoded key. */
function field(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export const openSshKeys = fc
  .record({
    kind: fc.constantFrom(...keyKinds),
    sizes: fc.array(fc.nat(300), { minLength: 1, maxLength: 3 }),
    comments,
  })
  .map(({ kind, sizes, comments: comment }) => {
    const fields = [Buffer.from(kind), ...sizes.map((size) => randomBytes(size))].map(field);
    return `${kind} ${Buffer.concat(fields).toString('base64')}${comment}`;
  });

/** A wallet address that expires or says that it does not. */
export const walletAddresses: Arbitrary<JsonObject> = fc
  .tuple(bodiesOf('NewDigitalAssetAddress'), moments)
  .map(([body, expire]) => (body.noexpiration ? body : { expire, ...body }));

/** RFC 3339 in UTC, without trailing zeros in the fraction. */
export function inUtc(timestamp: unknown): string {
  const [whole, fraction = ''] = new Date(String(timestamp).toUpperCase())
    .toISOString()
    .slice(0, -1)
    .split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits ? `${whole}.${digits}Z` : `${whole}Z`;
}

/** At most three, with distinct labels. */
export function labelledLists(entries: Arbitrary<JsonObject>): Arbitrary<JsonObject[]> {
  return fc.uniqueArray(entries, { maxLength: 3, selector: ({ label }) => label });
}

export const picture = 'https://example.com/bob.png';
/** Only the first one is shown as an avatar. */
const pictures = fc.constantFrom(
  picture,
  '',
  'javascript:alert(1)',
  'bob.png',
  `https://example.com/"onload="x`,
);

export const users = bodiesWith('NewUser', {
  github: bodiesWith('GithubAccount', { avatar_url: pictures }),
  facebook: bodiesWith('FacebookAccount', { picture: pictures }),
  publicKeys: fc.array(openSshKeys, { maxLength: 3 }),
  emailaddresses: labelledLists(bodiesWith('NewEmailAddress', { emailaddress: emailAddresses })),
  digitalwallet: labelledLists(walletAddresses),
  phonenumbers: labelledLists(bodiesWith('NewPhonenumber', { phonenumber: phoneNumbers })),
  addresses: labelledLists(bodiesOf('Address')),
  bankaccounts: labelledLists(bodiesOf('BankAccount')),
}).filter(({ username }) => !['ann', 'shop', 'identifiers'].includes(String(username)));

/** The stored contract: the party that stores it comes last unless the body names it. */
export function contractOf(party: JsonObject) {
  return (body: JsonObject) => {
    const parties = (body.parties ?? []) as JsonObject[];
    const isNamed = parties.some(({ type, name }) => type === party.type && name === party.name);
    const signatures = (body.signatures ?? []) as JsonObject[];
    return {
      invalidates: [],
      extends: [],
      ...body,
      parties: isNamed ? parties : [...parties, party],
      expires: inUtc(body.expires),
      signatures: signatures.map((signature) => ({ ...signature, date: inUtc(signature.date) })),
    };
  };
}
