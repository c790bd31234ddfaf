import type { VNode } from 'preact';
import { contractProblems, type Problem } from '../../base/contract-rules.ts';
import { ApiError } from '../../base/errors.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { foldLabel } from '../../names/labels.ts';
import type { FormErrors } from '../../ui/components.tsx';
import { Field } from '../../ui/field.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { labelProblem } from './label-problem.ts';
import type { EntryField, FormValues, ProfileKind, ShownEntry } from './profile-kind.ts';

/** The values typed into the form of a kind, without surrounding spaces; empty ones are left out. */
export function valuesIn({ fields }: ProfileKind, typed: FormValues): FormValues {
  const filled = fields.map(({ name }) => [name, typedValue(name, typed[name] ?? '')] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

function typedValue(field: string, text: string): string {
  return field === 'label' ? foldLabel(text) : text.trim();
}

/** The errors of a form by field: what is missing, and what violates the contract. */
export function problemsOf(kind: ProfileKind, values: FormValues, translate: Translate): FormErrors {
  const problems = contractProblems(kind.type, kind.toBody?.(values) ?? values);
  const errors: [string, string | undefined][] = kind.fields.map((field) => [
    field.name,
    problemOf(field, values[field.name], problems, translate),
  ]);
  return Object.fromEntries(errors.filter((error): error is [string, string] => error[1] !== undefined));
}

function problemOf(
  field: EntryField,
  value: string | undefined,
  problems: readonly Problem[],
  translate: Translate,
): string | undefined {
  const { name, label, isOptional, accepts, wrong = 'entry.wrong' } = field;
  if (value === undefined)
    return isOptional ? undefined : translate('entry.missing', { field: translate(label) });
  if (name === 'label') return labelProblem(translate, value);
  const problem = problems.find((each) => each.field === name);
  if (problem?.most !== undefined) return translate('entry.tooLong', { most: problem.most });
  return problem || accepts?.(value) === false ? translate(wrong) : undefined;
}

/**
 * Runs the act of a form.
 * @returns the errors that the user can correct, by field; empty on success
 * @throws any other error
 */
export async function problemsOfAct(
  { fields }: Pick<ProfileKind, 'fields'>,
  translate: Translate,
  act: () => Promise<unknown>,
): Promise<FormErrors> {
  try {
    await act();
    return {};
  } catch (error) {
    const text = error instanceof ApiError ? refusalText(error) : undefined;
    if (text === undefined) throw error;
    const field = aboutContent.has(text) ? fields.find(({ name }) => name !== 'label') : undefined;
    return { [field?.name ?? 'label']: translate((text === 'entry.wrong' && field?.wrong) || text) };
  }
}

const refusals: Readonly<Record<string, MessageKey>> = {
  duplicate_label: 'entry.duplicate',
  too_many_entries: 'entry.full',
  max_avatar_amount: 'profile.avatars.full',
  reserved_label: 'profile.avatars.reserved',
  assign_reserved_label: 'profile.avatars.reserved',
  validated_email_address: 'profile.locked.email',
  cannot_delete_last_verified_phone_number: 'profile.phone.last',
};

const aboutContent: ReadonlySet<MessageKey> = new Set([
  'entry.wrong',
  'profile.locked.email',
  'profile.phone.last',
]);

/** The text of an error that the user can correct; undefined for others. */
export function refusalText({ code, status }: ApiError): MessageKey | undefined {
  return refusals[code] ?? (status === 400 ? 'entry.wrong' : undefined);
}

interface EntryFieldsProps {
  readonly page: PageRequest;
  readonly kind: ProfileKind;
  readonly values: FormValues;
  readonly errors: FormErrors;
  readonly locked?: ShownEntry['locked'];
}

/** The fields of a form. A locked field is replaced by the reason. */
export function EntryFields({ page, kind, values, errors, locked }: EntryFieldsProps): VNode {
  return (
    <>
      {kind.fields.map((field) =>
        field.name === locked?.field ? (
          <p key={field.name}>
            {values[field.name]}
            <br />
            <span class="hint">{page.translate(locked.why)}</span>
          </p>
        ) : (
          <EntryInput key={field.name} page={page} field={field} value={values[field.name]} errors={errors} />
        ),
      )}
    </>
  );
}

interface EntryInputProps {
  readonly page: PageRequest;
  readonly field: EntryField;
  readonly value: string | undefined;
  readonly errors: FormErrors;
}

function EntryInput({ page: { translate }, field, value, errors }: EntryInputProps): VNode {
  return (
    <Field
      name={field.name}
      label={translate(field.label)}
      hint={field.hint && translate(field.hint)}
      type={field.type ?? 'text'}
      autocomplete={field.autocomplete ?? 'off'}
      required={!field.isOptional}
      value={value}
      errors={errors}
    />
  );
}
