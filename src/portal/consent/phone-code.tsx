import type { VNode } from 'preact';
import type { Consent } from '../../authorization-requests/load.ts';
import { type Option, unconfirmedOf } from '../../authorization-requests/options.ts';
import { ApiError } from '../../base/errors.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import { codeInput, Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { sentTo } from './confirming.ts';
import { callOwn } from './own-operations.ts';
import type { ConsentParts } from './parts.ts';

/** The number to which a code was sent from this page, until it is confirmed; its key is in the page's address. */
function awaited(visit: Visit, consent: Consent): Option | undefined {
  if (!visit.query.has('k')) return undefined;
  const number = sentTo(visit, consent);
  return unconfirmedOf(consent.profile, 'validatedphonenumbers').find(({ value }) => value === number);
}

/**
 * Takes the code of a text message, for people whose phone cannot open the link.
 * @returns what is wrong; nothing when the number is confirmed
 */
export async function confirmByCode(
  parts: ConsentParts,
  visit: Visit,
  consent: Consent,
): Promise<FormErrors> {
  const number = awaited(visit, consent);
  if (!number) return {};
  const smscode = (visit.submission.values.smscode ?? '').replace(/\s/g, '');
  const body = { smscode, validationkey: visit.query.get('k') ?? '' };
  const { username } = consent.session;
  const call = { operation: 'verifyPhoneNumber', username, label: number.label, body } as const;
  try {
    const { problems } = await callOwn(parts, visit, call);
    return problems.length > 0 ? wrong(visit.translate) : {};
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    if (error.code === 'phone_already_used') return { smscode: visit.translate('verifyPhone.taken') };
    return wrong(visit.translate);
  }
}

function wrong(translate: Translate): FormErrors {
  return { smscode: translate('secondFactor.wrongCode') };
}

interface CodeFormProps {
  readonly visit: Visit;
  readonly consent: Consent;
  readonly errors: FormErrors;
}

/** A form of its own, so that the Enter key sends the code and no answer to the question. */
export function CodeForm({ visit, consent, errors }: CodeFormProps): VNode | null {
  const number = awaited(visit, consent);
  if (!number) return null;
  const { translate, request } = visit;
  return (
    <Form visit={visit} action={request.originalUrl} errors={errors}>
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
