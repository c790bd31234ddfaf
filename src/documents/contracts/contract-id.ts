import { createHash } from 'node:crypto';

/**
 * The id that the API's contract proposes for a contract: the text without the members `contractId` and `signatures`
 * and without white space outside of strings, in UTF-8; of that SHA-256, of that RIPEMD-160, and of that Base58Check
 * with version 0. It begins with `1` and has at most 34 characters.
 *
 * Members stay in the order of the text and strings as they are escaped in it: another order, another way of writing a
 * date or an escape gives another id. The server stores any id and never compares; this is for clients that do.
 * @param json the contract, an object
 * @throws SyntaxError when it is none
 */
export function contractIdOf(json: string): string {
  const hashed = createHash('sha256').update(hashedTextOf(json), 'utf8').digest();
  return base58Check(0, createHash('ripemd160').update(hashed).digest());
}

const leftOut = new Set(['contractid', 'signatures']);

/** What is hashed of a contract. @throws SyntaxError when it is no JSON object */
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

/** Strings, the signs between values, and other values; white space is none of these. Only for text that is JSON. */
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

/** The API reads names of members in any letter case, so they are left out in any. */
function isLeftOut(name: string): boolean {
  return leftOut.has(String(JSON.parse(name)).toLowerCase());
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * Base58Check as Bitcoin addresses have it: a version byte, the payload and four bytes of a double SHA-256 over both,
 * as a number with 58 digits, and a `1` for each zero byte in front.
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
