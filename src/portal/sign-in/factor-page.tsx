import type { VNode } from 'preact';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { lostPath } from './lost-path.ts';

export interface FactorPage {
  readonly title: string;
  /** Where the form is posted. */
  readonly action: string;
  readonly errors: FormErrors;
  readonly field: VNode;
  /** Whether to offer recovery codes as an alternative; they are the last of the other options. */
  readonly offersRecovery?: boolean;
}

/** A page of a pending sign-in that asks for a code and links to the other factors. */
export function factorPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  { title, action, errors, field, offersRecovery = false }: FactorPage,
): Promise<PageResponse> {
  const { translate } = page;
  return signInPage(deps, page, {
    title,
    pending,
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
