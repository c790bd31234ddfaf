import type { VNode } from 'preact';
import type { ConsentQuestion } from '../../authorization-requests/consent/consent-question.ts';
import {
  type SelectableEntry,
  unconfirmedEntries,
} from '../../authorization-requests/consent/selectable-entries.ts';
import { ApiError } from '../../base/errors.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import { codeInput, Field } from '../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { confirmPhoneNumber } from '../../users/phone-numbers/acts.ts';
import { codeIn } from '../../web/form.ts';
import { sentTo } from './contact-confirmation.ts';
import type { ConsentDependencies } from './dependencies.ts';

/** The unconfirmed number to which this page has sent a code; the URL contains the key of the code. */
function awaited(page: PageRequest, question: ConsentQuestion): SelectableEntry | undefined {
  if (!page.query.has('k')) return undefined;
  const number = sentTo(page, question);
  return unconfirmedEntries(question.profile, 'validatedphonenumbers').find(({ value }) => value === number);
}

/**
 * Confirms the number with the code of the SMS, for a phone that cannot open the link.
 * @returns the errors; empty when the number is confirmed
 */
export async function confirmByCode(
  deps: ConsentDependencies,
  page: PageRequest,
  question: ConsentQuestion,
): Promise<FormErrors> {
  const number = awaited(page, question);
  if (!number) return {};
  const code = codeIn(page.submission, 'smscode');
  if (code === '') return { smscode: page.translate('form.codeMissing') };
  const { session } = question;
  const named = { username: session.username, label: number.label };
  try {
    const key = page.query.get('k') ?? '';
    await confirmPhoneNumber(deps, actorOfPage(page, session), { ...named, key, code });
    return {};
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    const isTaken = error.code === 'phone_already_used';
    return { smscode: page.translate(isTaken ? 'verifyPhone.taken' : 'form.codeWrong') };
  }
}

interface CodeFormProps {
  readonly page: PageRequest;
  readonly question: ConsentQuestion;
  readonly errors: FormErrors;
}

/** A separate form, so that the Enter key submits the code and not the decision. */
export function CodeForm({ page, question, errors }: CodeFormProps): VNode | null {
  const number = awaited(page, question);
  if (!number) return null;
  const { translate, request } = page;
  return (
    <Form page={page} action={request.originalUrl} errors={errors}>
      <input type="hidden" name="do" value="code" />
      <Field
        name="smscode"
        label={translate('register.code')}
        autocomplete="one-time-code"
        errors={errors}
        input={codeInput}
      />
      <Submit kind="quiet">{translate('consent.confirm', { value: number.value })}</Submit>
    </Form>
  );
}
