import { randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import type { Kysely } from 'kysely';
import type { Logger } from '../../base/log.ts';
import { service } from '../../base/service.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import {
  findPasskey,
  insertChallenge,
  listPasskeys,
  type Passkey,
  type PasskeyChallenge,
  spendChallenge,
} from './queries.ts';

/** Registering passkeys and signing in with them: Web Authentication Level 2, sections 7.1 and 7.2. */

/** Loaded when the first passkey is used, because it would take a fifth of the start-up time. */
const webAuthn = () => import('@simplewebauthn/server');

export interface RelyingParty {
  /** The host to which passkeys are bound. */
  readonly id: string;
  /** The origins of the pages that use them. */
  readonly origins: readonly string[];
}

export interface PasskeyDependencies {
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly relyingParty: RelyingParty;
}

const challengeMinutes = 5;
const challengeBytes = 32;
/** The maximum length of a credential id in bytes (Web Authentication Level 3, section 7.1). */
const longestId = 1023;

type ChallengeOwner = Pick<PasskeyChallenge, 'purpose' | 'username' | 'sessionId'>;

async function storeChallenge(
  { db }: PasskeyDependencies,
  challenge: string,
  owner: ChallengeOwner,
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + challengeMinutes * 60_000);
  await insertChallenge(db, { hash: hashToken(challenge), ...owner, createdAt: now, expiresAt });
}

/** The session that asks for a challenge, and its user. */
export interface ChallengeRequester {
  readonly username: string;
  readonly sessionId: string;
}

/** The options with which a browser creates a passkey. */
export async function registrationOptions(
  deps: PasskeyDependencies,
  { username, sessionId }: ChallengeRequester,
  now: Date,
) {
  const known = await listPasskeys(deps.db, username);
  const { generateRegistrationOptions } = await webAuthn();
  const challenge = randomBytes(challengeBytes);
  const options = await generateRegistrationOptions({
    rpName: service().name,
    rpID: deps.relyingParty.id,
    userName: username,
    challenge: new Uint8Array(challenge),
    userID: new Uint8Array(known[0]?.userHandle ?? handleFrom(idOf(challenge))),
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: idOf(credentialId),
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  });
  await storeChallenge(deps, options.challenge, { purpose: 'register', username, sessionId }, now);
  return options;
}

/**
 * The user handle for a user's first passkey, derived from the random challenge so that it need not be stored
 * before use.
 */
function handleFrom(challenge: string): Buffer {
  return hashToken(`passkey user handle ${challenge}`);
}

/** @returns the passkey to store; undefined when the response does not answer a challenge of this session */
export async function checkRegistration(
  { db, log, relyingParty }: PasskeyDependencies,
  { username, sessionId }: ChallengeRequester,
  { response, label }: { readonly response: RegistrationResponseJSON; readonly label: string },
  now: Date,
): Promise<Passkey | undefined> {
  const { verifyRegistrationResponse } = await webAuthn();
  const [known] = await listPasskeys(db, username);
  let userHandle = known?.userHandle;
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({
    response,
    async expectedChallenge(challenge) {
      userHandle ??= handleFrom(challenge);
      const issued = await spendChallenge(db, hashToken(challenge), 'register', now);
      return issued?.username === username && issued.sessionId === sessionId;
    },
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    requireUserVerification: false,
  }).catch(refusalOf(log));
  if (!verified || !info || !userHandle) return undefined;
  const credentialId = Buffer.from(info.credential.id, 'base64url');
  if (credentialId.length > longestId) return undefined;
  return {
    username,
    credentialId,
    userHandle,
    label,
    publicKey: Buffer.from(info.credential.publicKey),
    algorithm: await algorithmOf(info.credential.publicKey),
    signCount: info.credential.counter,
    transports: knownTransports(info.credential.transports),
    aaguid: info.aaguid,
    isUserVerified: info.userVerified,
    isBackupEligible: info.credentialDeviceType === 'multiDevice',
    isBackedUp: info.credentialBackedUp,
    createdAt: now,
    lastUsedAt: null,
  };
}

/** The identifier of the algorithm in a public key (RFC 9052, section 7.1). */
async function algorithmOf(publicKey: Parameters<typeof decodeCredentialPublicKey>[0]): Promise<number> {
  const { cose, decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers');
  return Number(decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg));
}

const transports: readonly string[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

/** Browsers name transports outside of what the device signs. */
function knownTransports(given: unknown): string[] {
  return Array.isArray(given) ? transports.filter((each) => given.includes(each)) : [];
}

/** The options with which a browser uses a passkey: one of the requester's, or any when the user is not known yet. */
export async function authenticationOptions(
  deps: PasskeyDependencies,
  requester: ChallengeRequester | undefined,
  now: Date,
) {
  const known = requester ? await listPasskeys(deps.db, requester.username) : [];
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({
    rpID: deps.relyingParty.id,
    allowCredentials: known.map(({ credentialId, transports }) => ({
      id: idOf(credentialId),
      transports: [...transports],
    })),
    userVerification: 'preferred',
  });
  const owner = { username: requester?.username ?? null, sessionId: requester?.sessionId ?? null };
  await storeChallenge(deps, options.challenge, { purpose: 'authenticate', ...owner }, now);
  return options;
}

/** A passkey that signed a challenge. */
export interface PasskeyAssertion {
  readonly passkey: Passkey;
  /** Whether the device verified its user with a fingerprint or a PIN. */
  readonly isUserVerified: boolean;
  readonly signCount: number;
  readonly isBackedUp: boolean;
}

/** The result of a check: right, right but from a copied passkey, or wrong. */
export type PasskeyCheck =
  | { readonly outcome: 'right'; readonly assertion: PasskeyAssertion }
  | { readonly outcome: 'copied'; readonly passkey: Passkey }
  | { readonly outcome: 'wrong' };

const wrong: PasskeyCheck = { outcome: 'wrong' };

/**
 * Checks a signature. A challenge counts only in the session it was created for. The outcome is `wrong` for
 * an unknown passkey, a user handle of another passkey, a signature that does not match, and a challenge that
 * is spent or belongs to another session. A counter that does not increase is the sign of a copied passkey
 * (Web Authentication Level 2, section 7.2, step 21).
 * @param sessionIds the sessions whose challenges count; null stands for challenges created outside any
 * session
 */
export async function checkAuthentication(
  { db, log, relyingParty }: PasskeyDependencies,
  sessionIds: readonly (string | null | undefined)[],
  response: AuthenticationResponseJSON,
  now: Date,
): Promise<PasskeyCheck> {
  const passkey = await findPasskey(db, Buffer.from(String(response.id), 'base64url'));
  if (!passkey || !isHandleOf(passkey, response)) return wrong;
  const { verifyAuthenticationResponse } = await webAuthn();
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    response,
    async expectedChallenge(challenge) {
      const issued = await spendChallenge(db, hashToken(challenge), 'authenticate', now);
      return issued !== undefined && sessionIds.includes(issued.sessionId);
    },
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    // The counter is compared below, because the library reports a counter that went backwards like any other
    // failure.
    credential: {
      id: idOf(passkey.credentialId),
      publicKey: new Uint8Array(passkey.publicKey),
      counter: 0,
    },
    requireUserVerification: false,
  }).catch(refusalOf(log));
  if (!verified || !info) return wrong;
  const { userVerified: isUserVerified, newCounter: signCount, credentialBackedUp: isBackedUp } = info;
  if (hasCounterDecreased(passkey, signCount)) {
    const { username, signCount: stored } = passkey;
    log.warn({ username, stored, counter: signCount }, 'passkey counter went backwards');
    return { outcome: 'copied', passkey };
  }
  return { outcome: 'right', assertion: { passkey, isUserVerified, signCount, isBackedUp } };
}

/** Passkeys without a counter always report 0. */
function hasCounterDecreased({ signCount: stored }: Passkey, counter: number): boolean {
  return (counter > 0 || stored > 0) && counter <= stored;
}

/** Authenticators that know the user handle return it; security keys used as a second factor may not. */
function isHandleOf({ userHandle }: Passkey, { response }: AuthenticationResponseJSON): boolean {
  const given: unknown = response?.userHandle;
  return given === undefined || given === null || given === userHandle.toString('base64url');
}

function refusalOf(
  log: Logger,
): (error: unknown) => { verified: false; registrationInfo?: never; authenticationInfo?: never } {
  return (error) => {
    log.info({ err: error }, 'passkey refused');
    return { verified: false };
  };
}

function idOf(credentialId: Uint8Array): string {
  return Buffer.from(credentialId).toString('base64url');
}
