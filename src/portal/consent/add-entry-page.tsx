import type { VNode } from 'preact';
import type { ConsentQuestion } from '../../authorization-requests/consent/consent-question.ts';
import { contractProblems } from '../../base/contract-rules.ts';
import { ApiError } from '../../base/errors.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { withBranding } from '../branding.tsx';
import { stepUp } from '../step-up.ts';
import { type SubForm, type SubFormField, subForms } from './add-entry-forms.ts';
import { consentAddress } from './consent-address.ts';
import type { ConsentDependencies } from './dependencies.ts';
import { questionOf } from './handlers.ts';
import { choicesIn, entryField } from './selection-form.ts';
import { unanswerablePage } from './unanswerable-page.tsx';

/** `GET /authorize/add/{kind}`: a form for an entry that the user does not have yet. */
export function showSubForm(deps: ConsentDependencies): PageHandler {
  return withSubForm(deps, (page, question, form) => subFormPage(page, question, form, {}, {}));
}

/** `POST /authorize/add/{kind}`: adds it to the account; back at the question it is selected. */
export function submitSubForm(deps: ConsentDependencies): PageHandler {
  return withSubForm(deps, async (page, question, form) => {
    const { values } = page.submission;
    const body = bodyOf(form, values);
    const missing = missingIn(form, body, page);
    const errors =
      missing.length > 0 ? Object.fromEntries(missing) : await addEntry(deps, page, question, form, body);
    if (Object.keys(errors).length > 0) return subFormPage(page, question, form, values, errors);
    return { redirect: returnAddress(page, question, values.label) };
  });
}

function withSubForm(
  deps: ConsentDependencies,
  handle: (page: PageRequest, question: ConsentQuestion, form: SubForm) => Promise<Answer> | Answer,
): PageHandler {
  return async (page) => {
    const kind = page.request.path.split('/').find((part) => Object.hasOwn(subForms, part));
    const form = kind === undefined ? undefined : subForms[kind];
    if (!form) return errorPage(page, 404);
    const question = await questionOf(deps, page);
    if ('problem' in question) return unanswerablePage(page, question);
    const { session } = question;
    const reauthentication = form.needsStepUp && stepUp(session, page.now, page.request.originalUrl);
    if (reauthentication) return reauthentication;
    const query = new URLSearchParams(question.request.query);
    return withBranding(deps, page, query, await handle(page, question, form));
  };
}

/** All that is missing at once: the rules of the API name one problem at a time. */
function missingIn(
  { fields }: SubForm,
  body: object,
  { translate }: PageRequest,
): [name: string, text: string][] {
  const missing = fields.filter(({ name, isOptional }) => !isOptional && !(name in body));
  return missing.map(({ name, label }) => [
    name,
    translate('consent.add.missing', { field: translate(label) }),
  ]);
}

function bodyOf({ fields, fixed }: SubForm, values: Readonly<Record<string, string>>) {
  const filled = fields.map(({ name }) => [name, (values[name] ?? '').trim()] as const);
  return { ...Object.fromEntries(filled.filter(([, value]) => value !== '')), ...fixed };
}

/** @returns what is wrong, by field */
async function addEntry(
  deps: ConsentDependencies,
  page: PageRequest,
  { session }: ConsentQuestion,
  { type, fields, add }: SubForm,
  body: Record<string, unknown>,
): Promise<FormErrors> {
  const problems = contractProblems(type, body);
  const wrong = page.translate('consent.add.wrong');
  if (problems.length > 0) return Object.fromEntries(problems.map(({ field }) => [field, wrong]));
  const owner = { username: session.username, language: page.language };
  try {
    await add(deps, actorOfPage(page, session), owner, body);
    return {};
  } catch (error) {
    const text = refusalText(error);
    if (text === undefined) throw error;
    const isAboutLabel = text !== 'consent.add.wrong';
    return { [isAboutLabel ? 'label' : (fields.at(-1)?.name ?? '')]: page.translate(text) };
  }
}

/** What the user can correct; anything else is a failure of the page. */
function refusalText(error: unknown): MessageKey | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'duplicate_label') return 'consent.add.duplicate';
  if (error.code === 'too_many_entries') return 'consent.add.full';
  return error.status === 400 ? 'consent.add.wrong' : undefined;
}

/** Back at the question; what was just added is chosen for the item it was added for. */
function returnAddress(page: PageRequest, { handle, items }: ConsentQuestion, label?: string): string {
  const choices = choicesIn(page.query);
  const item = items.find((each) => each.id === page.query.get('for'));
  if (item && label) choices.set(entryField(item), label.trim());
  return consentAddress(page, handle, choices);
}

function subFormPage(
  page: PageRequest,
  question: ConsentQuestion,
  { fields }: SubForm,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): Answer {
  const { translate } = page;
  const title = translate('consent.add.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p class="lead">{translate('consent.add.text')}</p>
      <Form page={page} action={page.request.originalUrl} errors={errors}>
        {fields.map((field) => fieldRow(page, field, values[field.name], errors))}
        <div class="actions">
          <Submit>{translate('consent.add.save')}</Submit>
          <a class="button quiet" href={returnAddress(page, question)}>
            {translate('consent.add.back')}
          </a>
        </div>
      </Form>
    </section>
  );
  return { status: Object.keys(errors).length > 0 ? 422 : 200, page: { title, content } };
}

function fieldRow(
  { translate }: PageRequest,
  field: SubFormField,
  value: string | undefined,
  errors: FormErrors,
): VNode {
  return (
    <Field
      key={field.name}
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
