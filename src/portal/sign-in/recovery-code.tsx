import { recordEvent } from '../../audit/record-event.ts';
import { hashesOfRecoveryCode } from '../../authentication/recovery-codes/codes.ts';
import { countRecoveryCodes, spendRecoveryCode } from '../../authentication/recovery-codes/queries.ts';
import {
  completeSignIn,
  type FactorProof,
  type PendingLogin,
} from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { type Count, countAttempts, forgetAttempts, isLastAttempt } from '../../rate-limits/limits.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, type FormErrors, Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { tellFactorChange } from '../../users/notices/security-changes.ts';
import { codeIn } from '../../web/form.ts';
import { localPath } from '../../web/local-path.ts';
import type { SignInDependencies } from './dependencies.ts';
import { answerTo } from './entry.ts';
import { factorPage } from './factor-page.tsx';
import { withPending } from './pending.ts';

/** `GET /login/2fa/recovery`: asks for one of the codes that were put aside. */
export function recoveryCodePage(deps: SignInDependencies): PageHandler {
  return withPending(deps, (page, pending) => formPage(deps, page, pending));
}

/** `POST /login/2fa/recovery`. */
export function confirmRecoveryCode(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const code = codeIn(page.submission, 'code');
    if (code === '') return refused(deps, page, pending, 'form.codeMissing');
    const counts: readonly Count[] = [['wrongRecoveryCodes', pending.username]];
    const standings = await countAttempts(deps.db, page.now, counts);
    const proof = proofOf(deps, page, pending, code);
    const destination = await completeSignIn(deps, page, pending, proof);
    if (destination !== undefined && page.submission.kind === 'form')
      return { redirect: `${usedPath}?${new URLSearchParams({ continue: destination })}` };
    if (destination !== undefined) return answerTo(deps, page, pending);
    const reason = isLastAttempt(standings, counts) ? 'limit' : 'wrong';
    await recordFactorFailure(deps, page, pending, { factor: 'recoveryCode', reason });
    return refused(deps, page, pending, 'secondFactor.wrongRecovery');
  });
}

function refused(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  reason: MessageKey,
): Promise<Answer> | Answer {
  if (page.submission.kind === 'json') return { status: 422 };
  return formPage(deps, page, pending, { code: page.translate(reason) });
}

export const usedPath = '/login/2fa/recovery/used';

/** Below this it is time to make new ones. */
const fewCodes = 4;

/** `GET /login/2fa/recovery/used?continue=<path>`: how many are left, on the way to where the sign-in leads. */
export function codesLeftPage({ db }: SignInDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (!session?.username) return { redirect: '/login' };
    const { translate, query } = page;
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
function proofOf(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  code: string,
): FactorProof {
  const { username } = pending;
  const hashes = hashesOfRecoveryCode(deps.sealing, username, code);
  return {
    amr: ['otp'],
    factor: 'recoveryCode',
    async spend(trx) {
      if (!(await spendRecoveryCode(trx, username, hashes, page.now))) return false;
      await forgetAttempts(trx, [['wrongRecoveryCodes', username]]);
      await recordEvent(trx, actorOfPage(page, pending), 'recovery_code.used', { username });
      await tellFactorChange(deps, trx, username, 'recoveryCodeUsed', page.now);
      return true;
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
