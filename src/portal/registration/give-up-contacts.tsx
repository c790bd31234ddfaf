import type { Transaction } from 'kysely';
import { checkPassword } from '../../authentication/passwords/check.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { Field, Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import {
  deleteValidatedFact as deleteEmailFact,
  listEmailAddresses,
} from '../../users/email-addresses/queries.ts';
import {
  deleteValidatedFact as deletePhoneFact,
  listPhoneNumbers,
} from '../../users/phone-numbers/queries.ts';
import { lockUser } from '../../users/queries.ts';
import type { RegistrationDependencies } from './dependencies.ts';

/** `GET /register/delete`, in test environments only. */
export const showGiveUpContacts: PageHandler = (page) => {
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
 * `POST /register/delete`, in test environments only: the validated addresses and numbers of an account are free to be
 * registered with again; account, profile and password stay.
 */
export function giveUpContacts(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { submission, translate } = page;
    const { login = '', password = '' } = submission.values;
    const account = await checkPassword(deps, page, { login, password, clientId: undefined });
    if (!account) return { status: 422 };
    await inTransaction(deps.db, (trx) => deleteFacts(trx, account.username));
    const title = translate('register.delete.done');
    return { page: { title, content: <Message title={title} paragraphs={[account.username]} /> } };
  };
}

async function deleteFacts(trx: Transaction<Database>, username: string): Promise<void> {
  await lockUser(trx, username);
  for (const { address } of await listEmailAddresses(trx, username))
    await deleteEmailFact(trx, { username, address });
  for (const { number } of await listPhoneNumbers(trx, username))
    await deletePhoneFact(trx, { username, number });
}
