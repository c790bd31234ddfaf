import { totpSecretContext } from '../../api/users/two-factor.ts';
import { findTotpSecret, spendTotpStep } from '../../authentication/authenticator/queries.ts';
import {
  completeSignIn,
  type FactorProof,
  type PendingLogin,
} from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { verifyTotp } from '../../crypto/totp.ts';
import { type Count, countAttempts, forgetAttempts, isLastAttempt } from '../../rate-limits/limits.ts';
import type { Answer } from '../../ui/answer.ts';
import { codeInput, Field, type FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { answerTo } from './entry.ts';
import { factorPage } from './factor-page.tsx';

import type { SignInParts } from './parts.ts';
import { withPending } from './pending.ts';

/** `GET /login/2fa/app`: asks for the code of an authenticator application. */
export function appCodePage(parts: SignInParts): PageHandler {
  return withPending(parts, (visit, pending) => formPage(parts, visit, pending));
}

/** `POST /login/totpconfirmation`. */
export function confirmAppCode(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const { username } = pending;
    const counts: readonly Count[] = [['wrongTotpCodes', username]];
    const standings = await countAttempts(parts.db, visit.now, counts);
    const proof = await checkAppCode(parts, username, visit.submission.values.totpcode ?? '', visit.now);
    const destination = proof && (await completeSignIn(parts, visit, pending, proof));
    if (destination !== undefined) return answerTo(parts, visit, pending);
    const reason = isLastAttempt(standings, counts) ? 'limit' : 'wrong';
    await recordFactorFailure(parts, visit, pending, { factor: 'totp', reason });
    if (visit.submission.kind === 'json') return { status: 422 };
    return formPage(parts, visit, pending, { totpcode: visit.translate('secondFactor.wrongCode') });
  });
}

/**
 * A code works once, and with it every earlier one is spent.
 * @returns undefined for a wrong code, and when there is no application
 */
async function checkAppCode(
  { db, sealing }: SignInParts,
  username: string,
  code: string,
  now: Date,
): Promise<FactorProof | undefined> {
  const stored = await findTotpSecret(db, username);
  if (!stored) return undefined;
  const secret = sealing.open(stored.sealed_secret, totpSecretContext(username));
  const typed = code.replace(/\s/g, '');
  const step = verifyTotp(secret, typed, { now, lastAcceptedStep: stored.last_accepted_step ?? undefined });
  if (step === undefined) return undefined;
  return {
    amr: ['otp'],
    factor: 'totp',
    async spend(trx) {
      await forgetAttempts(trx, [['wrongTotpCodes', username]]);
      return spendTotpStep(trx, stored, step);
    },
  };
}

function formPage(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate } = visit;
  return factorPage(parts, visit, pending, {
    title: translate('secondFactor.appTitle'),
    action: '/login/totpconfirmation',
    errors,
    field: (
      <Field
        name="totpcode"
        label={translate('secondFactor.code')}
        hint={translate('secondFactor.appHint')}
        autocomplete="one-time-code"
        errors={errors}
        input={{ ...codeInput, autofocus: true }}
      />
    ),
    offersRecovery: true,
  });
}
