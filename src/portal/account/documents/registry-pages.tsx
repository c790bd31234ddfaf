import type { VNode } from 'preact';
import { contractProblems } from '../../../base/contract-rules.ts';
import { BadRequest } from '../../../base/errors.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { Field } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { removeRegistryEntry, setRegistryEntry } from '../../../users/registry/acts.ts';
import { findRegistryEntry, type RegistryEntry } from '../../../users/registry/queries.ts';
import { portalView } from '../../frame.tsx';
import { forSignedIn } from '../signed-in.ts';
import type { DocumentsDependencies } from './documents-page.tsx';
import { documentsPath, newRegistryEntryPath, registryEntryPath, registryPath } from './paths.ts';

type EntryHandler = (page: PageRequest, session: UserSession, entry: RegistryEntry) => Promise<PageResponse>;

function forEntry({ db }: DocumentsDependencies, handle: EntryHandler): PageHandler {
  return forSignedIn(async (page, session) => {
    const entry = await findRegistryEntry(db, session.username, page.query.get('key') ?? '');
    return entry ? handle(page, session, entry) : errorPage(page, 404);
  });
}

/** `GET /account/documents/registry/new`. */
export function newRegistryEntryPage(deps: DocumentsDependencies): PageHandler {
  return forSignedIn((page, session) => formView(deps, page, session, undefined));
}

/** `POST /account/documents/registry/new`: adds an entry, or replaces the value of an existing one. */
export function submitNewRegistryEntry(deps: DocumentsDependencies): PageHandler {
  return forSignedIn((page, session) => save(deps, page, session, undefined));
}

/** `GET /account/documents/registry/entry?key=`. */
export function registryEntryPage(deps: DocumentsDependencies): PageHandler {
  return forEntry(deps, (page, session, entry) => formView(deps, page, session, entry));
}

/** `POST /account/documents/registry/entry?key=`: replaces the value. */
export function submitRegistryEntry(deps: DocumentsDependencies): PageHandler {
  return forEntry(deps, (page, session, entry) => save(deps, page, session, entry));
}

async function save(
  deps: DocumentsDependencies,
  page: PageRequest,
  session: UserSession,
  entry: RegistryEntry | undefined,
): Promise<PageResponse> {
  const { key: typed = '', value = '' } = page.submission.values;
  const key = entry?.key ?? typed.trim();
  const errors = await problemsOf(deps, page, session, { key, value });
  if (Object.keys(errors).length > 0) return formView(deps, page, session, entry, errors);
  keepNotice(page, 'notice.registrySaved', { key });
  return { redirect: documentsPath };
}

/** Stores the entry. @returns the errors by field; empty on success */
async function problemsOf(
  deps: DocumentsDependencies,
  page: PageRequest,
  session: UserSession,
  { key, value }: RegistryEntry,
): Promise<FormErrors> {
  const { translate } = page;
  if (key === '') return { key: translate('entry.missing', { field: translate('documents.registry.key') }) };
  const problems = contractProblems('RegistryEntry', { Key: key, Value: value });
  const wrong = translate('entry.wrong');
  if (problems.length > 0)
    return Object.fromEntries(
      problems.map(({ field, most }) => [
        field.toLowerCase(),
        most === undefined ? wrong : translate('entry.tooLong', { most }),
      ]),
    );
  try {
    await setRegistryEntry(deps, actorOfPage(page, session), { username: session.username, key, value });
    return {};
  } catch (error) {
    if (error instanceof BadRequest) return { key: wrong };
    throw error;
  }
}

async function formView(
  deps: DocumentsDependencies,
  page: PageRequest,
  session: UserSession,
  entry: RegistryEntry | undefined,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate, submission } = page;
  const title = entry
    ? translate('documents.registry.edit', { key: entry.key })
    : translate('documents.registry.add');
  const content = (
    <section class="card">
      <p class="hint">{translate('documents.registry.text')}</p>
      <Form page={page} action={entry ? registryEntryPath(entry.key) : newRegistryEntryPath} errors={errors}>
        {!entry && (
          <Field
            name="key"
            label={translate('documents.registry.key')}
            value={submission.values.key}
            autocomplete="off"
            errors={errors}
          />
        )}
        <Field
          name="value"
          label={translate('documents.registry.value')}
          value={submission.values.value ?? entry?.value}
          autocomplete="off"
          errors={errors}
        />
        <SubmitOrLeave
          submit={translate('entry.save')}
          leave={translate('danger.cancel')}
          to={documentsPath}
        />
      </Form>
    </section>
  );
  return {
    status: Object.keys(errors).length > 0 ? 422 : 200,
    page: await framed(deps, page, session, title, content),
  };
}

/** `GET /account/documents/registry/entry/remove?key=`: asks for confirmation. */
export function registryRemovalPage(deps: DocumentsDependencies): PageHandler {
  return forEntry(deps, async (page, session, { key }) => {
    const { translate } = page;
    const title = translate('documents.registry.remove', { key });
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('documents.registry.remove.text')]}
        action={registryEntryPath(key, 'remove')}
        label={translate('profile.remove')}
        back={documentsPath}
      />
    );
    return { page: await framed(deps, page, session, title, content) };
  });
}

/** `POST /account/documents/registry/entry/remove?key=`. */
export function submitRegistryRemoval(deps: DocumentsDependencies): PageHandler {
  return forEntry(deps, async (page, session, { key }) => {
    await removeRegistryEntry(deps, actorOfPage(page, session), { username: session.username, key });
    keepNotice(page, 'notice.registryRemoved', { key });
    return { redirect: documentsPath };
  });
}

function framed(
  deps: DocumentsDependencies,
  page: PageRequest,
  session: UserSession,
  title: string,
  content: VNode,
) {
  const breadcrumb = [
    { title: page.translate('documents.title'), href: documentsPath },
    { title: page.translate('documents.registry'), href: registryPath },
  ];
  return portalView(deps, { page, session, active: 'documents', breadcrumb, title, content });
}
