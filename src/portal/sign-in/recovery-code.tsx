import { countRecoveryCodes } from '../../authentication/recovery-codes/queries.ts';
import { signInWithRecoveryCode } from '../../authentication/sign-in/with-second-factor.ts';
import { Message } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { destinationOf } from '../../web/destination.ts';
import { localPath } from '../../web/local-path.ts';
import { askForCode, type CodeFactor, submitCode } from './code-factor.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { signedInResponse } from './entry.ts';

export const usedPath = '/login/2fa/recovery/used';

const recoveryCode: CodeFactor = {
  title: 'secondFactor.recoveryTitle',
  action: '/login/2fa/recovery',
  field: 'code',
  label: 'secondFactor.recoveryCode',
  hint: 'secondFactor.recoveryHint',
  autocomplete: 'off',
  input: { class: 'code long', maxLength: 20, spellcheck: false },
  wrong: 'secondFactor.wrongRecovery',
  signIn: signInWithRecoveryCode,
  complete(deps, page, pending) {
    if (page.submission.kind === 'json') return signedInResponse(deps, page, pending);
    const query = new URLSearchParams({ continue: destinationOf(pending.returnQuery) });
    return { redirect: `${usedPath}?${query}` };
  },
};

/** `GET /login/2fa/recovery`: asks for a recovery code. */
export function recoveryCodePage(deps: SignInDependencies): PageHandler {
  return askForCode(deps, recoveryCode);
}

/** `POST /login/2fa/recovery`. */
export function confirmRecoveryCode(deps: SignInDependencies): PageHandler {
  return submitCode(deps, recoveryCode);
}

/** With fewer codes than this, the user should create new ones. */
const fewCodes = 4;

/** `GET /login/2fa/recovery/used?continue=<path>`: shows how many codes are left before the sign-in continues. */
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
