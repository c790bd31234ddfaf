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
import type { RegistrationParts } from './parts.ts';

/** `GET /register/delete`, in test environments only. */
export const showGiveUpContacts: PageHandler = (visit) => {
  const { translate } = visit;
  const title = translate('register.delete.title');
  const content = (
    <Message title={title} paragraphs={[translate('register.delete.text')]}>
      <Form visit={visit} action="/register/delete">
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
export function giveUpContacts(parts: RegistrationParts): PageHandler {
  return async (visit) => {
    const { submission, translate } = visit;
    const { login = '', password = '' } = submission.values;
    const account = await checkPassword(parts, visit, { login, password, clientId: undefined });
    if (!account) return { status: 422 };
    await inTransaction(parts.db, (trx) => deleteFacts(trx, account.username));
    const title = translate('register.delete.done');
    return { page: { title, content: <Message title={title} paragraphs={[account.username]} /> } };
  };
}

async function deleteFacts(trx: Transaction<Database>, username: string): Promise<void> {
  await lockUser(trx, username);
  for (const { email_address } of await listEmailAddresses(trx, username))
    await deleteEmailFact(trx, { username, email_address });
  for (const { phone_number } of await listPhoneNumbers(trx, username))
    await deletePhoneFact(trx, { username, phone_number });
}
