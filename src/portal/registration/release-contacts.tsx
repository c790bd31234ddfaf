import { releaseContacts } from '../../authentication/registration/release-contacts.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { RegistrationDependencies } from './dependencies.ts';

/** `GET /register/delete`, in test environments only. */
export const showReleaseContacts: PageHandler = (page) => {
  const { translate } = page;
  const title = translate('register.delete.title');
  const content = (
    <Message title={title} paragraphs={[translate('register.delete.text')]}>
      <Form page={page} action="/register/delete">
        <Field name="login" label={translate('recovery.forgot.login')} autocomplete="username" />
        <Field
          name="password"
          type="password"
          label={translate('register.password')}
          autocomplete="current-password"
        />
        <Submit>{translate('register.delete.submit')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content } };
};

/**
 * `POST /register/delete`, in test environments only: releases the validated email addresses and phone numbers of an
 * account, so that they can be registered again. Account, profile and password stay.
 */
export function submitReleaseContacts(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { submission, translate } = page;
    const { login = '', password = '' } = submission.values;
    const username = await releaseContacts(deps, actorOfPage(page), { login, password });
    if (username === undefined) return { status: 422 };
    const title = translate('register.delete.done');
    return { page: { title, content: <Message title={title} paragraphs={[username]} /> } };
  };
}
