import { totpSecretContext } from '../../api/users/two-factor.ts';
import { findTotpSecret, spendTotpStep } from '../../authentication/authenticator/queries.ts';
import {
  completeSignIn,
  type FactorProof,
  type PendingLogin,
} from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { verifyTotp } from '../../crypto/totp.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { type Count, countAttempts, forgetAttempts, isLastAttempt } from '../../rate-limits/limits.ts';
import type { Answer } from '../../ui/answer.ts';
import { codeInput, Field, type FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { codeIn } from '../../web/form.ts';
import type { SignInDependencies } from './dependencies.ts';
import { answerTo } from './entry.ts';
import { factorPage } from './factor-page.tsx';
import { withPending } from './pending.ts';

/** `GET /login/2fa/app`: asks for the code of an authenticator application. */
export function appCodePage(deps: SignInDependencies): PageHandler {
  return withPending(deps, (page, pending) => formPage(deps, page, pending));
}

/** `POST /login/totpconfirmation`. */
export function confirmAppCode(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const { username } = pending;
    const code = codeIn(page.submission, 'totpcode');
    if (code === '') return refused(deps, page, pending, 'form.codeMissing');
    const counts: readonly Count[] = [['wrongTotpCodes', username]];
    const standings = await countAttempts(deps.db, page.now, counts);
    const proof = await checkAppCode(deps, username, code, page.now);
    const destination = proof && (await completeSignIn(deps, page, pending, proof));
    if (destination !== undefined) return answerTo(deps, page, pending);
    const reason = isLastAttempt(standings, counts) ? 'limit' : 'wrong';
    await recordFactorFailure(deps, page, pending, { factor: 'totp', reason });
    return refused(deps, page, pending, 'secondFactor.wrongCode');
  });
}

function refused(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  reason: MessageKey,
): Promise<Answer> | Answer {
  if (page.submission.kind === 'json') return { status: 422 };
  return formPage(deps, page, pending, { totpcode: page.translate(reason) });
}

/**
 * A code works once, and with it every earlier one is spent.
 * @returns undefined for a wrong code, and when there is no application
 */
async function checkAppCode(
  { db, sealing }: SignInDependencies,
  username: string,
  code: string,
  now: Date,
): Promise<FactorProof | undefined> {
  const stored = await findTotpSecret(db, username);
  if (!stored) return undefined;
  const secret = sealing.open(stored.sealed_secret, totpSecretContext(username));
  const step = verifyTotp(secret, code, { now, lastAcceptedStep: stored.last_accepted_step ?? undefined });
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
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate } = page;
  return factorPage(deps, page, pending, {
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
