import type { PendingBrowser, PendingLogin } from '../../authentication/sign-in/complete.ts';
import type { Actor } from '../../base/actor.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field, type InputDetails } from '../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { codeIn } from '../../web/form.ts';
import type { SignInDependencies } from './dependencies.ts';
import { factorPage } from './factor-page.tsx';
import { withPending } from './pending.ts';

/** A second factor whose code the user already has; nothing is sent. */
export interface CodeFactor {
  readonly title: MessageKey;
  /** Where the form is posted. */
  readonly action: string;
  /** The name of the field, as old clients send it. */
  readonly field: string;
  readonly label: MessageKey;
  readonly hint: MessageKey;
  readonly autocomplete: string;
  readonly input: InputDetails;
  readonly wrong: MessageKey;
  readonly offersRecovery?: boolean;
  /** @returns whether the code was correct; the browser is then signed in */
  readonly signIn: (
    deps: SignInDependencies,
    actor: Actor,
    browser: PendingBrowser,
    code: string,
  ) => Promise<boolean>;
  /** Where the signed-in browser continues. */
  readonly complete: (
    deps: SignInDependencies,
    page: PageRequest,
    pending: PendingLogin,
  ) => Promise<PageResponse> | PageResponse;
}

/** Asks for the code of a factor. */
export function askForCode(deps: SignInDependencies, factor: CodeFactor): PageHandler {
  return withPending(deps, (page, pending) => formPage(deps, page, pending, factor));
}

/** Signs in with the entered code. An empty field does not count as an attempt. */
export function submitCode(deps: SignInDependencies, factor: CodeFactor): PageHandler {
  return withPending(deps, async (page, pending) => {
    const code = codeIn(page.submission, factor.field);
    const browser = { cookies: page.cookies, pending };
    const isRight = code !== '' && (await factor.signIn(deps, actorOfPage(page, pending), browser, code));
    if (isRight) return factor.complete(deps, page, pending);
    if (page.submission.kind === 'json') return { status: 422 };
    return formPage(deps, page, pending, factor, code === '' ? 'form.codeMissing' : factor.wrong);
  });
}

function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  factor: CodeFactor,
  refusal?: MessageKey,
): Promise<PageResponse> {
  const { translate } = page;
  const { title, action, field, label, hint, autocomplete, input, offersRecovery = false } = factor;
  const errors = refusal === undefined ? {} : { [field]: translate(refusal) };
  return factorPage(deps, page, pending, {
    title: translate(title),
    action,
    errors,
    field: (
      <Field
        name={field}
        label={translate(label)}
        hint={translate(hint)}
        autocomplete={autocomplete}
        errors={errors}
        input={{ ...input, autofocus: true }}
      />
    ),
    offersRecovery,
  });
}
