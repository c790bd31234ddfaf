import { createHash } from 'node:crypto';

/**
 * The id that the API's contract proposes for a contract. From the JSON text, the members `contractId` and
 * `signatures` and all white space outside strings are removed. The UTF-8 bytes of the rest are hashed with
 * SHA-256, the result with RIPEMD-160, and that is encoded in Base58Check with version 0. The id begins with
 * `1` and has at most 34 characters.
 *
 * Members keep their order and strings their escapes, so a different order, date format or escape gives a
 * different id. The server stores any id and never compares; this is for clients that do.
 * @param json the contract, a JSON object
 * @throws SyntaxError when it is not one
 */
export function contractIdOf(json: string): string {
  const hashed = createHash('sha256').update(hashedTextOf(json), 'utf8').digest();
  return base58Check(0, createHash('ripemd160').update(hashed).digest());
}

const leftOut = new Set(['contractid', 'signatures']);

/** The part of a contract that is hashed. @throws SyntaxError when it is not a JSON object */
export function hashedTextOf(json: string): string {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('A contract is a JSON object.');
  const members = membersOf(json.match(tokens) ?? []);
  return `{${members
    .filter(([name = '""']) => !isLeftOut(name))
    .map((member) => member.join(''))
    .join(',')}}`;
}

/** Strings, punctuation and other values, without white space. Only for valid JSON. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/** The tokens of each member of the outermost object. */
function membersOf(all: readonly string[]): string[][] {
  const members: string[][] = [];
  let depth = 0;
  for (const token of all.slice(1, -1)) {
    if (depth === 0 && (token === ',' || members.length === 0)) members.push([]);
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > 0 || token !== ',') members.at(-1)?.push(token);
  }
  return members;
}

/** Ignores case, since the API ignores it in names of members. */
function isLeftOut(name: string): boolean {
  return leftOut.has(String(JSON.parse(name)).toLowerCase());
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * Base58Check as in Bitcoin addresses: a version byte, the payload, and four bytes of a double SHA-256 over
 * both, written as a number in base 58, with a `1` for each leading zero byte.
 */
export function base58Check(version: number, payload: Uint8Array): string {
  const content = Buffer.concat([Uint8Array.of(version), payload]);
  return base58(Buffer.concat([content, sha256(sha256(content)).subarray(0, 4)]));
}

function base58(bytes: Buffer): string {
  let digits = '';
  for (let rest = BigInt(`0x0${bytes.toString('hex')}`); rest > 0n; rest /= 58n)
    digits = (alphabet[Number(rest % 58n)] ?? '') + digits;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + digits;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
