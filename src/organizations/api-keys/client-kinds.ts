import { defaultAlgorithm } from '../../tokens/key-ring.ts';
import { redirectProblem } from './callback-url.ts';
import type { ApiKeySettings, TokenAlgorithm } from './queries.ts';

/**
 * The kinds of applications (RFC 6749, section 2.1; RFC 8252; RFC 9700).
 *
 * - `web`: runs on a server, which keeps a secret
 * - `singlePage`: runs in the browser
 * - `native`: runs on a phone or a desktop; its callback has a private scheme or is on the device itself
 * - `commandLine`: runs in a terminal; its callback is on the device itself
 * - `machine`: acts for the organization itself, without a user (client credentials)
 */
export const clientKinds = ['web', 'singlePage', 'native', 'commandLine', 'machine'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** The callback of a program on a desktop, which may use any port (RFC 8252, section 7.3). */
export const loopbackCallback = 'http://127.0.0.1/callback';

/**
 * The recommended settings for a kind of application: exact callbacks and PKCE always, a secret where it can be kept,
 * and for sites the start page as the target after signing out.
 * @param algorithms those the server can sign with. RS256, which every OpenID Connect library supports, is used if
 * available
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
    homePageUri: '',
    algorithm: !isMachine && algorithms.includes('RS256') ? 'RS256' : defaultAlgorithm,
  };
}

/** Whether the application is a site to whose start page users can return after signing out. */
function hasPages(kind: ClientKind): boolean {
  return kind === 'web' || kind === 'singlePage';
}

/** Why a callback does not suit a kind of application. */
export type CallbackProblem = 'missing' | 'unfit' | 'insecure' | 'notPrivate' | 'notLoopback';

/** @returns undefined when the callback is safe */
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

/** The kind that the settings of a key resemble most. */
export function kindOf(settings: ApiKeySettings): ClientKind {
  const { allowsClientCredentials, isPublic, callbackUrl, postLogoutRedirectUris } = settings;
  if (!isPublic) return allowsClientCredentials && callbackUrl === '' ? 'machine' : 'web';
  if (callbackUrl === loopbackCallback) return 'commandLine';
  const isSite = callbackUrl.startsWith('https:') || postLogoutRedirectUris.length > 0;
  return isSite ? 'singlePage' : 'native';
}
