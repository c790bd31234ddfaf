import { AuthorizeError } from './authorize-error.ts';
import { isPkceText } from './pkce.ts';
import type { PresentedRequest } from './pushed-requests.ts';
import type { ClientKey } from './queries.ts';
import { canReceiveForm, parameterOf, prompts, promptsIn, resourcesOf } from './request-parameters.ts';
import { resourceProblem } from './resources.ts';

/** A request whose client and redirect URI are valid, as the checks see it. */
export interface Candidate extends PresentedRequest {
  /** The client's keys that cover the redirect URI. */
  readonly keys: readonly ClientKey[];
  readonly requiresPushing: boolean;
}

type Check = (candidate: Candidate) => void;

/** Run in this order. The client gets the error of the first that fails. */
const checks: readonly Check[] = [
  isShortEnough,
  responseTypeIsCode,
  nothingIsRepeated,
  nothingIsUnstorable,
  responseModeIsKnown,
  noRequestObjects,
  isPushedIfNeeded,
  challengeIsS256,
  challengeIsThereIfNeeded,
  keyIsThumbprint,
  promptIsKnown,
  maxAgeIsSeconds,
  resourcesAreAddresses,
];

/** @throws AuthorizeError for the first check that fails */
export function checkRequest(candidate: Candidate): void {
  for (const check of checks) check(candidate);
}

/**
 * In characters, percent-encoded. Browsers, proxies and this server carry this much through sign-in and
 * registration.
 */
const longestRequest = 7000;

/** Refuses a request that could be cut off on the way. A pushed request is stored here and may be longer. */
function isShortEnough({ address, pushedHash }: Candidate): void {
  if (pushedHash !== undefined || address.toString().length <= longestRequest) return;
  const description = `The request is too long: ${longestRequest} characters at most. Push longer requests.`;
  throw new AuthorizeError('invalid_request', description);
}

/** RFC 6749, section 3.1.1. The implicit and hybrid types do not exist here (RFC 9700, section 2.1.2). */
function responseTypeIsCode({ parameters }: Candidate): void {
  const type = parameterOf(parameters, 'response_type');
  if (type === undefined) throw new AuthorizeError('invalid_request', 'response_type is missing.');
  if (type !== 'code') throw new AuthorizeError('unsupported_response_type', 'Use response_type=code.');
}

/**
 * The parameters that may occur only once. Unknown parameters are ignored, even when repeated (RFC 6749,
 * section 3.1).
 */
const singleParameters = [
  'response_type',
  'response_mode',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'acr_values',
  'claims',
  'dpop_jkt',
  'ui_locales',
  'lang',
  'register',
  'prefer',
  'request',
  'request_uri',
];

/** No parameter may occur more than once (RFC 6749, section 3.1). */
function nothingIsRepeated({ parameters }: Candidate): void {
  const repeated = singleParameters.find((name) => parameters.getAll(name).length > 1);
  if (repeated === undefined) return;
  throw new AuthorizeError('invalid_request', `The parameter ${repeated} is given more than once.`);
}

/**
 * Refuses NUL characters, which PostgreSQL cannot store. Values consist of visible characters (RFC 6749,
 * appendix A).
 */
function nothingIsUnstorable({ parameters }: Candidate): void {
  if (![...parameters.values()].some((value) => value.includes('\0'))) return;
  throw new AuthorizeError('invalid_request', 'A parameter contains a NUL character.');
}

/**
 * OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1. Only browsers post forms, and only to web
 * sites.
 */
function responseModeIsKnown({ parameters }: Candidate): void {
  const mode = parameterOf(parameters, 'response_mode') ?? 'query';
  if (mode === 'query' || (mode === 'form_post' && canReceiveForm(parameters))) return;
  throw new AuthorizeError('invalid_request', 'Use response_mode=query, or form_post with a web address.');
}

/** Request objects (OpenID Connect Core, section 6) are never fetched or read. */
function noRequestObjects({ parameters }: Candidate): void {
  if (parameterOf(parameters, 'request') !== undefined)
    throw new AuthorizeError('request_not_supported', 'Send the parameters in the request itself.');
  if (parameterOf(parameters, 'request_uri') !== undefined)
    throw new AuthorizeError(
      'request_uri_not_supported',
      'Send the parameters in the request itself, or push them.',
    );
}

/** Enforces `require_pushed_authorization_requests` (RFC 9126, section 5). */
function isPushedIfNeeded({ requiresPushing, pushedHash }: Candidate): void {
  if (!requiresPushing || pushedHash !== undefined) return;
  throw new AuthorizeError('invalid_request', 'Push the request first (RFC 9126).');
}

/**
 * RFC 7636, sections 4.2 and 4.3. `plain`, which is the default without a method, gives no protection (RFC
 * 9700, section 2.1.1).
 */
function challengeIsS256({ parameters }: Candidate): void {
  const challenge = parameterOf(parameters, 'code_challenge');
  const method = parameterOf(parameters, 'code_challenge_method');
  if (challenge === undefined && method === undefined) return;
  if (challenge === undefined) throw new AuthorizeError('invalid_request', 'code_challenge is missing.');
  if (method !== 'S256') throw new AuthorizeError('invalid_request', 'Use code_challenge_method=S256.');
  if (!isPkceText(challenge))
    throw new AuthorizeError('invalid_request', 'code_challenge must be 43 to 128 unreserved characters.');
}

/** A code that can be redeemed only with a verifier needs a challenge from the start (RFC 9700, section 2.1.1). */
function challengeIsThereIfNeeded({ parameters, keys }: Candidate): void {
  const isNeeded = keys.every((key) => key.isPublic || key.requiresPkce);
  if (!isNeeded || parameterOf(parameters, 'code_challenge') !== undefined) return;
  const description = 'code_challenge is required: this client must use PKCE with S256.';
  throw new AuthorizeError('invalid_request', description);
}

/** `dpop_jkt` is a SHA-256 thumbprint (RFC 9449, section 10). */
function keyIsThumbprint({ parameters }: Candidate): void {
  if (/^([\w-]{43})?$/.test(parameters.get('dpop_jkt') ?? '')) return;
  throw new AuthorizeError('invalid_request', 'dpop_jkt must be the SHA-256 thumbprint of a key.');
}

/**
 * OpenID Connect Core, section 3.1.2.1, and Initiating User Registration via OpenID Connect, section 4.1:
 * `none` and `create` cannot be combined with other values.
 */
function promptIsKnown({ parameters }: Candidate): void {
  const requested = promptsIn(parameters);
  const isKnown = requested.every((prompt) => (prompts as readonly string[]).includes(prompt));
  if (!isKnown) throw new AuthorizeError('invalid_request', `prompt must be one of: ${prompts.join(', ')}.`);
  const alone = ['none', 'create'].find((prompt) => requested.includes(prompt));
  if (alone !== undefined && requested.some((prompt) => prompt !== alone))
    throw new AuthorizeError('invalid_request', `prompt=${alone} cannot be combined.`);
}

/** OpenID Connect Core, section 3.1.2.1. */
function maxAgeIsSeconds({ parameters }: Candidate): void {
  if (/^\d{0,9}$/.test(parameters.get('max_age') ?? '')) return;
  throw new AuthorizeError('invalid_request', 'max_age must be a number of seconds.');
}

/** RFC 8707, section 2. */
function resourcesAreAddresses({ parameters }: Candidate): void {
  const problem = resourceProblem(resourcesOf(parameters));
  if (problem !== undefined) throw new AuthorizeError('invalid_target', problem);
}
