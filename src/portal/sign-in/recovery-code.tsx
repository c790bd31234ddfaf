import { recordEvent } from '../../audit/record-event.ts';
import { hashesOfRecoveryCode } from '../../authentication/recovery-codes/codes.ts';
import { countRecoveryCodes, spendRecoveryCode } from '../../authentication/recovery-codes/queries.ts';
import {
  completeSignIn,
  type FactorProof,
  type PendingLogin,
} from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { type Count, countAttempts, forgetAttempts, isLastAttempt } from '../../rate-limits/limits.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, type FormErrors, Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { tellFactorChange } from '../../users/notices/security-changes.ts';
import { localPath } from '../../web/local-path.ts';
import { answerTo } from './entry.ts';
import { factorPage } from './factor-page.tsx';
import type { SignInParts } from './parts.ts';
import { withPending } from './pending.ts';

/** `GET /login/2fa/recovery`: asks for one of the codes that were put aside. */
export function recoveryCodePage(parts: SignInParts): PageHandler {
  return withPending(parts, (visit, pending) => formPage(parts, visit, pending));
}

/** `POST /login/2fa/recovery`. */
export function confirmRecoveryCode(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const counts: readonly Count[] = [['wrongRecoveryCodes', pending.username]];
    const standings = await countAttempts(parts.db, visit.now, counts);
    const proof = proofOf(parts, visit, pending);
    const destination = await completeSignIn(parts, visit, pending, proof);
    if (destination !== undefined && visit.submission.kind === 'form')
      return { redirect: `${usedPath}?${new URLSearchParams({ continue: destination })}` };
    if (destination !== undefined) return answerTo(parts, visit, pending);
    const reason = isLastAttempt(standings, counts) ? 'limit' : 'wrong';
    await recordFactorFailure(parts, visit, pending, { factor: 'recoveryCode', reason });
    if (visit.submission.kind === 'json') return { status: 422 };
    return formPage(parts, visit, pending, { code: visit.translate('secondFactor.wrongRecovery') });
  });
}

export const usedPath = '/login/2fa/recovery/used';

/** Below this it is time to make new ones. */
const fewCodes = 4;

/** `GET /login/2fa/recovery/used?continue=<path>`: how many are left, on the way to where the sign-in leads. */
export function codesLeftPage({ db }: SignInParts): PageHandler {
  return async (visit) => {
    const session = await visit.session('interactive');
    if (!session?.username) return { redirect: '/login' };
    const { translate, query } = visit;
    const count = await countRecoveryCodes(db, session.username);
    const title = translate('codesLeft.title');
    const advice = count < fewCodes ? [translate('codesLeft.few')] : [];
    const content = (
      <Message title={title} paragraphs={[translate('codesLeft.text', { count }), ...advice]}>
        <p>
          <a class="button primary" href={localPath(query.get('continue') ?? '/')}>
            {translate('secondFactor.continue')}
          </a>
        </p>
        <p>
          <a href="/account/security/recovery">{translate('codesLeft.make')}</a>
        </p>
      </Message>
    );
    return { page: { title, content } };
  };
}

/** To tokens a recovery code is a one-time password like any other (RFC 8176). */
function proofOf(parts: SignInParts, visit: Visit, pending: PendingLogin): FactorProof {
  const { username } = pending;
  const hashes = hashesOfRecoveryCode(parts.sealing, username, visit.submission.values.code ?? '');
  return {
    amr: ['otp'],
    factor: 'recoveryCode',
    async spend(trx) {
      if (!(await spendRecoveryCode(trx, username, hashes, visit.now))) return false;
      await forgetAttempts(trx, [['wrongRecoveryCodes', username]]);
      await recordEvent(trx, actorOfPage(visit, pending), 'recovery_code.used', { username });
      await tellFactorChange(parts, trx, username, 'recoveryCodeUsed', visit.now);
      return true;
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
    title: translate('secondFactor.recoveryTitle'),
    action: '/login/2fa/recovery',
    errors,
    field: (
      <Field
        name="code"
        label={translate('secondFactor.recoveryCode')}
        hint={translate('secondFactor.recoveryHint')}
        autocomplete="off"
        errors={errors}
        input={{ class: 'code', maxLength: 20, autofocus: true, spellcheck: false }}
      />
    ),
  });
}
