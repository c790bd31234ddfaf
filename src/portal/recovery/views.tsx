import type { VNode } from 'preact';
import { Choice, Form, type FormErrors, Message, Submit } from '../../ui/components.tsx';
import { Field } from '../../ui/field.tsx';
import { NewPassword, newPasswordScripts } from '../../ui/new-password.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { HtmlResponse, PageResponse } from '../../ui/page-response.ts';
import { addressWith } from '../../web/destination.ts';
import { returnQueryOf } from './dependencies.ts';

const formPaths = { forgot: '/login/forgotpassword', validate: '/login/validateemail' } as const;

export function forgotPage(page: PageRequest, errors: FormErrors = {}): PageResponse {
  const { translate } = page;
  const title = translate('recovery.forgot.title');
  const content = (
    <Message title={title} paragraphs={[translate('recovery.forgot.text')]}>
      <Form page={page} action={addressWith(formPaths.forgot, returnQueryOf(page))} errors={errors}>
        <Field
          name="login"
          label={translate('recovery.forgot.login')}
          errors={errors}
          autocomplete="username"
        />
        <Submit>{translate('recovery.forgot.submit')}</Submit>
      </Form>
      <SignInLink page={page} />
    </Message>
  );
  return formResponse(title, content, errors);
}

export function validateEmailPage(page: PageRequest, errors: FormErrors = {}): PageResponse {
  const { translate } = page;
  const title = translate('recovery.validate.title');
  const content = (
    <Message title={title} paragraphs={[translate('recovery.validate.text')]}>
      <Form page={page} action={addressWith(formPaths.validate, returnQueryOf(page))} errors={errors}>
        <Field
          name="username"
          label={translate('recovery.validate.username')}
          errors={errors}
          autocomplete="username"
        />
        <Submit>{translate('recovery.validate.submit')}</Submit>
      </Form>
      <SignInLink page={page} />
    </Message>
  );
  return formResponse(title, content, errors);
}

export interface ResetForm {
  readonly token: string;
  /** Also named in the mail with the link. */
  readonly username: string;
  /** The number of the user's API keys. */
  readonly apiKeys: number;
  /** The least number of characters of a password. */
  readonly minimum: number;
}

/** The URL of the page contains the token, so it is not sent as referrer. */
export function resetPage(
  page: PageRequest,
  { token, username, apiKeys, minimum }: ResetForm,
  errors: FormErrors = {},
): PageResponse {
  const { translate } = page;
  const title = translate('recovery.reset.title');
  const content = (
    <Message title={title} paragraphs={[translate('recovery.reset.text')]}>
      <Form page={page} action="/login/resetpassword" errors={errors}>
        <input type="hidden" name="token" value={token} />
        <input type="text" autocomplete="username" value={username} readOnly hidden />
        <NewPassword
          page={page}
          label={translate('recovery.reset.password')}
          errors={errors}
          minimum={minimum}
        />
        {apiKeys > 0 && (
          <Choice name="endapikeys" label={translate('recovery.reset.apiKeys', { count: apiKeys })} />
        )}
        <Submit>{translate('recovery.reset.submit')}</Submit>
      </Form>
    </Message>
  );
  const response = formResponse(title, content, errors);
  return { ...response, page: { ...response.page, scripts: newPasswordScripts, hasSecretAddress: true } };
}

function formResponse(title: string, content: VNode, errors: FormErrors): HtmlResponse {
  const isRefused = Object.keys(errors).length > 0;
  return { status: isRefused ? 422 : 200, page: { title, content } };
}

/** The page after a form; the same for every outcome. */
export function sentPage(page: PageRequest, kind: 'forgot' | 'validate' | 'done'): PageResponse {
  const { translate } = page;
  const title = translate(`recovery.${kind}.sentTitle`);
  const content = (
    <Message title={title} paragraphs={[translate(`recovery.${kind}.sentText`), ...apiKeysLeft(page)]}>
      {kind !== 'done' && (
        <p>
          <a href={addressWith(formPaths[kind], returnQueryOf(page))}>{translate('recovery.again')}</a>
        </p>
      )}
      <SignInLink page={page} />
    </Message>
  );
  return { page: { title, content } };
}

function SignInLink({ page }: { page: PageRequest }): VNode {
  return (
    <p class="links">
      <a href={addressWith('/login', returnQueryOf(page))}>{page.translate('recovery.signIn')}</a>
    </p>
  );
}

/** After a reset: a note that API keys still work. */
function apiKeysLeft({ query, translate }: PageRequest): string[] {
  const count = Number(query.get('apikeys') ?? '');
  return Number.isInteger(count) && count > 0 && count < 1000
    ? [translate('recovery.apiKeysLeft', { count })]
    : [];
}

export function deadLinkPage({ translate }: PageRequest): PageResponse {
  const title = translate('recovery.dead.title');
  const content = (
    <Message title={title} paragraphs={[translate('recovery.dead.text')]}>
      <p>
        <a class="button primary" href="/login/forgotpassword">
          {translate('recovery.dead.again')}
        </a>
      </p>
    </Message>
  );
  return { status: 404, page: { title, content, hasSecretAddress: true } };
}
