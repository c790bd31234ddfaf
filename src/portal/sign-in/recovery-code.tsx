import { countRecoveryCodes } from '../../authentication/recovery-codes/queries.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { signInWithRecoveryCode } from '../../authentication/sign-in/with-second-factor.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, type FormErrors, Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { destinationOf } from '../../web/destination.ts';
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
    const browser = { cookies: page.cookies, pending };
    if (!(await signInWithRecoveryCode(deps, actorOfPage(page, pending), browser, code)))
      return refused(deps, page, pending, 'secondFactor.wrongRecovery');
    if (page.submission.kind === 'json') return answerTo(deps, page, pending);
    const query = new URLSearchParams({ continue: destinationOf(pending.returnQuery) });
    return { redirect: `${usedPath}?${query}` };
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
