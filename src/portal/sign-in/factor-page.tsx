import type { VNode } from 'preact';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import type { Answer } from '../../ui/answer.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { lostPath } from './lost-path.ts';

export interface FactorPage {
  readonly title: string;
  /** Where the form goes. */
  readonly action: string;
  readonly errors: FormErrors;
  readonly field: VNode;
  /** Whether recovery codes are offered instead; they stand at the end of the ways themselves. */
  readonly offersRecovery?: boolean;
}

/** A page of a pending sign-in that asks for one code, and leads to the other ways. */
export function factorPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  { title, action, errors, field, offersRecovery = false }: FactorPage,
): Promise<Answer> {
  const { translate } = page;
  return signInPage(deps, page, {
    title,
    query: new URLSearchParams(pending.returnQuery),
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children: (
      <>
        <Form page={page} action={action} errors={errors}>
          {field}
          <Submit>{translate('signIn.submit')}</Submit>
        </Form>
        <ul class="links">
          <li>
            <a href="/login/2fa">{translate('secondFactor.other')}</a>
          </li>
          {offersRecovery && (
            <li>
              <a href="/login/2fa/recovery">{translate('secondFactor.recovery')}</a>
            </li>
          )}
          <li>
            <a href={lostPath}>{translate('lostFactor.link')}</a>
          </li>
        </ul>
      </>
    ),
  });
}
