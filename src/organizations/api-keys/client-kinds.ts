import { usualAlgorithm } from '../../tokens/key-ring.ts';
import { redirectProblem } from './callback-url.ts';
import type { ApiKeySettings, TokenAlgorithm } from './queries.ts';

/**
 * What an application is (RFC 6749, section 2.1; RFC 8252; RFC 9700).
 *
 * - `web`: runs on a server, which keeps a secret
 * - `singlePage`: runs in the browser
 * - `native`: runs on a phone or a desktop, called back by a scheme of its own or at the device itself
 * - `commandLine`: a program in a terminal, called back at the device itself
 * - `machine`: acts for the organization itself, without a user (client credentials)
 */
export const clientKinds = ['web', 'singlePage', 'native', 'commandLine', 'machine'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** Where a program on a desktop is called back; its port is free (RFC 8252, section 7.3). */
export const loopbackCallback = 'http://127.0.0.1/callback';

/**
 * The settings that are right for a kind of application: exact callbacks and PKCE always, a secret where it can be kept,
 * and for sites the way back to their start after signing out.
 * @param algorithms what the server can sign with; RS256, which every OpenID Connect library knows, is taken if there
 */
export function settingsOfKind(
  kind: ClientKind,
  callbackUrl: string,
  algorithms: readonly TokenAlgorithm[],
): Omit<ApiKeySettings, 'label'> {
  const isMachine = kind === 'machine';
  return {
    callbackUrl: isMachine ? '' : callbackUrl,
    allowsClientCredentials: isMachine,
    allowsDeviceGrant: false,
    isPublic: !isMachine && kind !== 'web',
    requiresPkce: true,
    matchesExactly: true,
    claimsInIdToken: true,
    tellsGroups: false,
    hasJwtAccessTokens: false,
    postLogoutRedirectUris: hasPages(kind) ? [new URL('/', callbackUrl).href] : [],
    backchannelLogoutUri: '',
    backchannelLogoutSession: false,
    algorithm: !isMachine && algorithms.includes('RS256') ? 'RS256' : usualAlgorithm,
  };
}

/** Whether users can be sent back to it after signing out: to the start of the site that is called back. */
function hasPages(kind: ClientKind): boolean {
  return kind === 'web' || kind === 'singlePage';
}

/** What is wrong with a callback for a kind of application. */
export type CallbackProblem = 'missing' | 'unfit' | 'insecure' | 'notPrivate' | 'notLoopback';

/** @returns undefined when users can safely be sent there */
export function callbackProblem(kind: ClientKind, callbackUrl: string): CallbackProblem | undefined {
  if (kind === 'machine') return undefined;
  if (callbackUrl === '') return 'missing';
  if (callbackUrl.length > 250 || redirectProblem(callbackUrl)) return 'unfit';
  const url = new URL(callbackUrl);
  const isLoopback = url.protocol === 'http:' && loopbackHosts.includes(url.hostname);
  if (isLoopback) return undefined;
  if (kind === 'commandLine') return 'notLoopback';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' || kind !== 'native') return 'insecure';
  return url.protocol.includes('.') ? undefined : 'notPrivate';
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/** The kind that a key is most like, from its settings. */
export function kindOf(settings: ApiKeySettings): ClientKind {
  const { allowsClientCredentials, isPublic, callbackUrl, postLogoutRedirectUris } = settings;
  if (!isPublic) return allowsClientCredentials && callbackUrl === '' ? 'machine' : 'web';
  if (callbackUrl === loopbackCallback) return 'commandLine';
  const isSite = callbackUrl.startsWith('https:') || postLogoutRedirectUris.length > 0;
  return isSite ? 'singlePage' : 'native';
}
