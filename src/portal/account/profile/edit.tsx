import { Form, type FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { EntryFields, problemsOf, problemsOfAct, valuesIn } from '../../entries/entry-form.tsx';
import type { FormValues, ShownEntry } from '../../entries/profile-kind.ts';
import type { ProfileDependencies } from './dependencies.ts';
import { forEntry, forKind, type KindPage } from './for-entry.ts';
import { addPath, entryPath, profilePath, uploadPath } from './paths.ts';
import { profileView, SaveOrLeave } from './view.tsx';

/** `GET /account/profile/add/{kind}`: an empty form. */
export function addPage(deps: ProfileDependencies): PageHandler {
  return forKind((at) => formView(deps, at, undefined, {}));
}

/** `POST /account/profile/add/{kind}`. */
export function submitAdded(deps: ProfileDependencies): PageHandler {
  return forKind((at) => submitForm(deps, at, undefined));
}

/** `GET /account/profile/{kind}/{label}`: the form with the current values. */
export function editPage(deps: ProfileDependencies): PageHandler {
  return forEntry(deps, ({ entry, ...at }) => formView(deps, at, entry, entry.values));
}

/** `POST /account/profile/{kind}/{label}`: replaces the entry, including its label. */
export function submitChanged(deps: ProfileDependencies): PageHandler {
  return forEntry(deps, ({ entry, ...at }) => submitForm(deps, at, entry));
}

/** @param entry to change; undefined to add one */
async function submitForm(
  deps: ProfileDependencies,
  at: KindPage,
  entry: ShownEntry | undefined,
): Promise<PageResponse> {
  const { page, kind } = at;
  const { locked, values: before = {} } = entry ?? {};
  const kept = locked ? { [locked.field]: before[locked.field] ?? '' } : {};
  const values = valuesIn(kind, { ...page.submission.values, ...kept });
  const problems = problemsOf(kind, values, page.translate);
  const errors = Object.keys(problems).length > 0 ? problems : await save(deps, at, entry, values);
  if (Object.keys(errors).length > 0)
    return formView(deps, at, entry, { ...page.submission.values, ...kept }, errors);
  keepNotice(page, 'notice.entrySaved', { label: values.label ?? '' });
  return { redirect: placeAfter(at, entry, values) };
}

/** @returns the errors by field; empty on success */
function save(
  deps: ProfileDependencies,
  { page, session, kind }: KindPage,
  entry: ShownEntry | undefined,
  values: FormValues,
): Promise<FormErrors> {
  const actor = actorOfPage(page, session);
  const owner = { username: session.username, language: page.language };
  return problemsOfAct(kind, page.translate, () =>
    entry
      ? kind.replace(deps, actor, { ...owner, label: entry.label }, values)
      : kind.add(deps, actor, owner, values),
  );
}

/** Entries that need confirmation continue there; a mail has been sent already. */
function placeAfter({ kind }: KindPage, entry: ShownEntry | undefined, values: FormValues): string {
  const { name, confirmedBy, fields } = kind;
  const isSame = fields.every(
    (field) => field.name === 'label' || values[field.name] === entry?.values[field.name],
  );
  if (confirmedBy === undefined || isSame) return profilePath;
  const confirmation = entryPath(name, values.label ?? '', 'confirm');
  return confirmedBy === 'mail' ? `${confirmation}?sent` : confirmation;
}

async function formView(
  deps: ProfileDependencies,
  { page, session, kind }: KindPage,
  entry: ShownEntry | undefined,
  values: FormValues,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate } = page;
  const { name } = kind;
  const title = entry
    ? translate('profile.edit.title', { label: entry.label })
    : translate(`profile.add.${name}`);
  const content = (
    <section class="card">
      {entry && name === 'phone' && <p class="hint">{translate('profile.phone.changed')}</p>}
      <Form page={page} action={entry ? entryPath(name, entry.label) : addPath(name)} errors={errors}>
        <EntryFields page={page} kind={kind} values={values} errors={errors} locked={entry?.locked} />
        <SaveOrLeave page={page} />
      </Form>
      {entry && name === 'avatar' && (
        <p>
          <a href={`${uploadPath}?${new URLSearchParams({ label: entry.label })}`}>
            {translate('profile.upload.replace', { label: entry.label })}
          </a>
        </p>
      )}
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return profileView(deps, { page, session, title, content, status });
}
