import type { ConsentQuestion } from '../../authorization-requests/consent/consent-question.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { withBranding } from '../branding.tsx';
import { avatarKind } from '../entries/avatar-kind.ts';
import { EntryFields, problemsOf, problemsOfAct, valuesIn } from '../entries/entry-form.tsx';
import { findKind } from '../entries/kinds.ts';
import type { FormValues, ProfileKind } from '../entries/profile-kind.ts';
import { stepUp } from '../step-up.ts';
import { consentAddress } from './consent-address.ts';
import type { ConsentDependencies } from './dependencies.ts';
import { questionOf } from './handlers.ts';
import { choicesIn, entryField } from './selection-form.ts';
import { unanswerablePage } from './unanswerable-page.tsx';

/** `GET /authorize/add/{kind}`: a form for an entry that the user does not have yet. */
export function showSubForm(deps: ConsentDependencies): PageHandler {
  return withKind(deps, (page, question, kind) => subFormPage(page, question, kind, {}, {}));
}

/**
 * `POST /authorize/add/{kind}`: adds the entry to the account, and returns to the consent page with the entry selected.
 */
export function submitSubForm(deps: ConsentDependencies): PageHandler {
  return withKind(deps, async (page, question, kind) => {
    const values = valuesIn(kind, page.submission.values);
    const errors = await addEntry(deps, page, question, kind, values);
    if (Object.keys(errors).length > 0)
      return subFormPage(page, question, kind, page.submission.values, errors);
    return { redirect: returnAddress(page, question, values.label) };
  });
}

/** Pictures cannot be added here. */
function withKind(
  deps: ConsentDependencies,
  handle: (
    page: PageRequest,
    question: ConsentQuestion,
    kind: ProfileKind,
  ) => Promise<PageResponse> | PageResponse,
): PageHandler {
  return async (page) => {
    const kind = findKind(page.request.path.split('/').at(-1));
    if (!kind || kind === avatarKind) return errorPage(page, 404);
    const question = await questionOf(deps, page);
    if ('problem' in question) return unanswerablePage(page, question);
    const { session } = question;
    const reauthentication = kind.needsStepUp && stepUp(session, page.now, page.request.originalUrl);
    if (reauthentication) return reauthentication;
    const query = new URLSearchParams(question.request.query);
    return withBranding(deps, page, query, await handle(page, question, kind));
  };
}

/** @returns the errors by field; empty on success */
async function addEntry(
  deps: ConsentDependencies,
  page: PageRequest,
  { session }: ConsentQuestion,
  kind: ProfileKind,
  values: FormValues,
): Promise<FormErrors> {
  const problems = problemsOf(kind, values, page.translate);
  if (Object.keys(problems).length > 0) return problems;
  const owner = { username: session.username, language: page.language };
  return problemsOfAct(kind, page.translate, () => kind.add(deps, actorOfPage(page, session), owner, values));
}

/** The consent page, with the new entry selected for the item it was added for. */
function returnAddress(page: PageRequest, { handle, items }: ConsentQuestion, label?: string): string {
  const choices = choicesIn(page.query);
  const item = items.find((each) => each.id === page.query.get('for'));
  if (item && label) choices.set(entryField(item), label);
  return consentAddress(page, handle, choices);
}

function subFormPage(
  page: PageRequest,
  question: ConsentQuestion,
  kind: ProfileKind,
  values: FormValues,
  errors: FormErrors,
): PageResponse {
  const { translate } = page;
  const title = translate('consent.add.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p class="lead">{translate('consent.add.text')}</p>
      <Form page={page} action={page.request.originalUrl} errors={errors}>
        <EntryFields page={page} kind={kind} values={values} errors={errors} />
        <SubmitOrLeave
          submit={translate('consent.add.save')}
          leave={translate('consent.add.back')}
          to={returnAddress(page, question)}
        />
      </Form>
    </section>
  );
  return { status: Object.keys(errors).length > 0 ? 422 : 200, page: { title, content } };
}
