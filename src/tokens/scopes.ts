import { OAuthError } from '../base/oauth-errors.ts';

/** Scopes in the requested order, and the separator of the request, which answers use too. */
export interface ScopeList {
  readonly scopes: readonly string[];
  readonly style: 'comma' | 'space';
}

/** Gives access to the directory of an organization (SCIM) and to nothing else; only in a separate token. */
export const directoryScope = 'organization:scim';

/** The maximum length of a requested list, in characters. */
export const maximumLength = 4096;
const maximumCount = 100;
const prefixes = ['user:', 'organization:', 'company:', 'contract:', 'grant:'];
const standalone = new Set(['openid', 'offline_access']);
const openidAliases: ReadonlyMap<string, string> = new Map([
  ['profile', 'user:name'],
  ['email', 'user:email:main'],
  ['phone', 'user:phone:main'],
  ['address', 'user:address:main'],
]);

/**
 * The scope that an alias of OpenID Connect (Core 1.0, section 5.4) stands for; any other scope stands for itself.
 *
 * Codes and tokens keep the names and order of the request, without `openid` and `offline_access`, which are stored as
 * flags. So `profile` stays `profile` in responses and for userinfo; access checks use the implied scope.
 */
export function impliedScope(scope: string): string {
  return openidAliases.get(scope) ?? scope;
}

/**
 * Splits a scope parameter, separated by commas or by spaces (RFC 6749, section 3.3). Labels and globalids may contain
 * spaces: a word begins a new scope only if it looks like one.
 * @throws OAuthError `invalid_scope` beyond 4096 characters or 100 scopes
 */
export function parseScopes(text: string): ScopeList {
  if (text.length > maximumLength)
    throw new OAuthError('invalid_scope', { description: `At most ${maximumLength} characters.` });
  const words = text.split(/[\s,]+/);
  const opens = (word: string) =>
    prefixes.some((prefix) => word.startsWith(prefix)) ||
    standalone.has(word) ||
    (openidAliases.has(word) && words.includes('openid'));
  const pieces = text
    .split(',')
    .map((piece) => piece.trim())
    .filter(Boolean);
  const scopes = [...new Set(pieces.flatMap((piece) => splitPiece(piece, opens)))];
  if (scopes.length > maximumCount)
    throw new OAuthError('invalid_scope', { description: `At most ${maximumCount} scopes.` });
  return { scopes, style: text.includes(',') ? 'comma' : 'space' };
}

/** Splits before each word that begins a scope; other words belong to the scope before them. */
function splitPiece(piece: string, opens: (word: string) => boolean): string[] {
  const scopes: string[] = [];
  for (const [gap, word] of wordsWithGaps(piece)) {
    const last = scopes.length - 1;
    if (last < 0 || opens(word)) scopes.push(word);
    else scopes[last] += gap + word;
  }
  return scopes;
}

function wordsWithGaps(piece: string): [gap: string, word: string][] {
  return [...piece.matchAll(/(\s*)(\S+)/g)].map(([, gap = '', word = '']) => [gap, word]);
}

/** Joins scopes into one string in the style of the request. */
export function joinScopes({ scopes, style }: ScopeList): string {
  return scopes.join(style === 'space' ? ' ' : ',');
}

const labelledKinds = [
  'user:address',
  'user:bankaccount',
  'user:email',
  'user:phone',
  'user:publickey',
  'user:avatar',
  'user:digitalwalletaddress',
  'user:validated:email',
  'user:validated:phone',
];

/** Kinds of scopes that name an organization and include everything below it. */
const organizationKinds = ['user:memberof:', 'user:organizations:'];

/**
 * Whether an acquired scope includes a requested one. Text prefixes are never enough: `user:memberof:org` does not
 * cover `user:memberof:org2`, and no read scope covers a `:write` scope.
 */
export function covers(acquired: string, requested: string): boolean {
  if (acquired === requested) return true;
  if (acquired === 'user:admin') return requested.startsWith('user:');
  if (acquired === 'organization:owner') return requested === 'organization:member';
  if (labelledKinds.includes(acquired)) return isLabelOf(acquired, requested);
  if (organizationKinds.some((kind) => acquired.startsWith(kind)))
    return requested.startsWith(`${acquired}.`);
  return requested.startsWith('user:phone:') && acquired === `${requested}:write`;
}

/** `<kind>:<label>`, followed by anything except `write`. The label itself may be `write`. */
function isLabelOf(kind: string, requested: string): boolean {
  const [label, permission] = requested.slice(kind.length + 1).split(':');
  return requested.startsWith(`${kind}:`) && label !== undefined && permission !== 'write';
}

/** Whether any of the acquired scopes includes the requested one. */
export function anyCovers(acquired: readonly string[], requested: string): boolean {
  return acquired.some((scope) => covers(scope, requested));
}
