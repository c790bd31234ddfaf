import type { Transaction } from 'kysely';
import { removeTotp, totpSecretContext } from '../../../api/users/two-factor.ts';
import { recordEvent } from '../../../audit/record-event.ts';
import {
  deleteTotpOffer,
  findTotpOffer,
  findTotpSecret,
  upsertTotpOffer,
  upsertTotpSecret,
} from '../../../authentication/authenticator/queries.ts';
import { Conflict } from '../../../base/errors.ts';
import { generateTotpSecret, verifyTotp } from '../../../crypto/totp.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { countAttempts, forgetAttempts } from '../../../rate-limits/limits.ts';
import type { Database } from '../../../schema.ts';
import { deleteSessions } from '../../../sessions/queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import { tellFactorChange } from '../../../users/notices/security-changes.ts';
import { clearUserExpiry } from '../../../users/queries.ts';
import { codeIn } from '../../../web/form.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { type SignedIn, withFreshProof } from '../signed-in.ts';
import { appView } from './app-page.tsx';
import { appPath } from './overview.tsx';

const offerSeconds = 1800;

/** `GET /account/security/app`: an authenticator application, set up or to be set up. */
export function appPage(deps: SignInDependencies): PageHandler {
  return withFreshProof((page, own) => show(deps, page, own));
}

/** `POST /account/security/app`: `do` is `start`, `confirm` or `remove`. */
export function changeApp(deps: SignInDependencies): PageHandler {
  return withFreshProof(async (page, own) => {
    switch (page.submission.values.do) {
      case 'start':
        await offer(deps, own, page.now);
        return { redirect: appPath };
      case 'confirm':
        return confirm(deps, page, own);
      case 'remove':
        return remove(deps, page, own);
      default:
        return { redirect: appPath };
    }
  });
}

async function show(
  { db, sealing, publicUrl }: SignInDependencies,
  page: PageRequest,
  { username }: SignedIn,
  errors?: FormErrors,
  refusal?: string,
): Promise<Answer> {
  const stored = await findTotpSecret(db, username);
  const offered = await findTotpOffer(db, username, page.now);
  const secret = offered && sealing.open(offered.sealed_secret, offerContext(username));
  const state = { username, publicUrl, enabledAt: stored?.enabled_at, offered: secret };
  return appView(page, state, errors, refusal);
}

/** The same secret as long as it is good, however often somebody asks. */
async function offer({ db, sealing }: SignInDependencies, { username }: SignedIn, now: Date): Promise<void> {
  const sealed_secret = sealing.seal(generateTotpSecret(), offerContext(username));
  const expires_at = new Date(now.getTime() + offerSeconds * 1000);
  await upsertTotpOffer(db, { username, sealed_secret, offered_at: now, expires_at });
}

function offerContext(username: string): string {
  return `user_totp_offer:${username}`;
}

/** A wrong code leaves the offered secret, and what was set up before, as they are. */
async function confirm(deps: SignInDependencies, page: PageRequest, own: SignedIn): Promise<Answer> {
  const { db, sealing } = deps;
  const { username } = own;
  const { now, translate } = page;
  const offered = await findTotpOffer(db, username, now);
  if (!offered) return show(deps, page, own, {}, translate('app.expired'));
  const code = codeIn(page.submission, 'totpcode');
  if (code === '') return show(deps, page, own, { totpcode: translate('form.codeMissing') });
  await countAttempts(db, now, [['wrongTotpSetups', username]]);
  const secret = sealing.open(offered.sealed_secret, offerContext(username));
  const step = verifyTotp(secret, code, { now });
  if (step === undefined) return show(deps, page, own, { totpcode: translate('app.wrongCode') });
  const sealed_secret = sealing.seal(secret, totpSecretContext(username));
  const row = { username, sealed_secret, last_accepted_step: step, enabled_at: now };
  await inTransaction(db, async (trx) => {
    if (!(await deleteTotpOffer(trx, username, offered.sealed_secret))) return;
    await forgetAttempts(trx, [['wrongTotpSetups', username]]);
    await upsertTotpSecret(trx, row);
    await clearUserExpiry(trx, username);
    await recordEvent(trx, actorOfPage(page, own), 'totp.set', { username });
    await tellFactorChange(deps, trx, username, 'appSet', now);
  });
  return { redirect: appPath };
}

/** Whoever came in by the application is signed out elsewhere. */
async function remove(deps: SignInDependencies, page: PageRequest, own: SignedIn): Promise<Answer> {
  const take = async (trx: Transaction<Database>) => {
    const { username, session_id } = own;
    if (!(await removeTotp(trx, username))) return;
    const [source, hadOthers] = [actorOfPage(page, own), await deleteSessions(trx, username, session_id)];
    await recordEvent(trx, source, 'totp.removed', { username });
    if (hadOthers) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
    await tellFactorChange(deps, trx, username, 'appRemoved', page.now);
  };
  try {
    await inTransaction(deps.db, take);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return show(deps, page, own, {}, page.translate('app.last'));
  }
  return { redirect: appPath };
}
