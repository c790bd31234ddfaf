import type { VNode } from 'preact';
import { createOrganization } from '../../organizations/acts.ts';
import { checkNewGlobalid } from '../../organizations/name-check.ts';
import type { UserSession } from '../../sessions/session.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { refusalText } from '../../ui/refusals.ts';
import { forSignedIn } from '../account/signed-in.ts';
import { portalView } from '../frame.tsx';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { forOrganization } from './guard.ts';
import { newOrganizationPath, organizationPath, organizationsPath } from './paths.ts';
import { type OrganizationPage, organizationResponse } from './view.tsx';

type Deps = Pick<OrganizationPagesDependencies, 'db' | 'authorize'>;

const refusals = {
  bad_request: 'org.name.malformed',
  organization_exists: 'org.name.taken',
  user_exists: 'org.name.taken',
  maximum_amount_of_organizations_reached: 'org.new.tooMany',
} as const;

/** `GET /new-organization`: a form for an organization without a parent. */
export function newRootPage(deps: Deps): PageHandler {
  return forSignedIn((page, session) => rootForm(deps, page, session, {}));
}

/** `POST /new-organization`. */
export function submitRoot(deps: Deps): PageHandler {
  return forSignedIn(async (page, session) => {
    const refused = await create(deps, page, session, nameGiven(page));
    return refused instanceof Error
      ? rootForm(deps, page, session, errorsOf(page, refused))
      : created(page, refused);
  });
}

/** `GET /organizations/{globalid}/below`: a form for a suborganization. */
export function newBelowPage(deps: Deps): PageHandler {
  return forOrganization(deps, 'createNewSubOrganization', (page, session, organization) =>
    belowForm(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/below`. */
export function submitBelow(deps: Deps): PageHandler {
  return forOrganization(deps, 'createNewSubOrganization', async (page, session, organization) => {
    const parent = organization.globalid;
    const refused = await create(deps, page, session, nameBelow(page, parent), parent);
    return refused instanceof Error
      ? belowForm(deps, { page, session, organization }, errorsOf(page, refused))
      : created(page, refused);
  });
}

/** `GET /new-organization/name?name=` (JSON): whether a name is available, checked while it is typed. */
export function rootNameState({ db }: Deps): PageHandler {
  return forSignedIn(async (page) => {
    const globalid = page.query.get('name') ?? '';
    if (globalid.includes('\0')) return stateResponse(page, 'malformed');
    return stateResponse(page, await checkNewGlobalid(db, { globalid }));
  });
}

/** `GET /organizations/{globalid}/below/name?name=` (JSON). */
export function belowNameState(deps: Deps): PageHandler {
  return forOrganization(deps, 'createNewSubOrganization', async (page, _session, { globalid: parent }) => {
    const globalid = `${parent}.${(page.query.get('name') ?? '').trim()}`;
    return stateResponse(page, await checkNewGlobalid(deps.db, { globalid, parent }));
  });
}

function stateResponse({ translate }: PageRequest, state: 'free' | 'taken' | 'malformed'): PageResponse {
  return { status: 200, json: { isFree: state === 'free', text: translate(`org.name.${state}`) } };
}

function nameGiven({ submission }: PageRequest): string {
  return (submission.values.name ?? '').trim();
}

function nameBelow(page: PageRequest, parent: string): string {
  return `${parent}.${nameGiven(page)}`;
}

/** @returns the globalid, or the error */
async function create(
  deps: Deps,
  page: PageRequest,
  session: UserSession,
  globalid: string,
  parent?: string,
): Promise<string | Error> {
  const content = { globalid, owner: session.username, ...(parent !== undefined && { parent }) };
  return createOrganization(deps, actorOfPage(page, session), content).catch((error: Error) => error);
}

function created(page: PageRequest, globalid: string): PageResponse {
  keepNotice(page, 'notice.org.created', { organization: globalid });
  return { redirect: organizationPath(globalid) };
}

function errorsOf({ translate }: PageRequest, error: Error): FormErrors {
  return { name: translate(refusalText(error, refusals)) };
}

function statusOf(errors: FormErrors): number {
  return Object.keys(errors).length > 0 ? 422 : 200;
}

async function rootForm(
  { db }: Deps,
  page: PageRequest,
  session: UserSession,
  errors: FormErrors,
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('org.new.title');
  const content = (
    <section class="card">
      <p class="lead">{translate('org.new.text')}</p>
      <NameForm page={page} action={newOrganizationPath} errors={errors} back={organizationsPath} />
    </section>
  );
  const breadcrumb = [{ title: translate('menu.organizations'), href: organizationsPath }];
  const view = { page, session, title, content, breadcrumb, active: 'organizations' } as const;
  return {
    status: statusOf(errors),
    page: await portalView({ db }, { ...view, scripts: ['check-name.js'] }),
  };
}

function belowForm(deps: Deps, shown: OrganizationPage, errors: FormErrors): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const action = organizationPath(globalid, 'below');
  const content = (
    <section class="card">
      <p class="lead">{translate('org.below.text', { organization: globalid })}</p>
      <NameForm
        page={page}
        action={action}
        errors={errors}
        back={organizationPath(globalid, 'structure')}
        prefix={`${globalid}.`}
      />
    </section>
  );
  const title = translate('org.below.title');
  return organizationResponse(deps, shown, {
    active: 'structure',
    title,
    content,
    status: statusOf(errors),
    scripts: ['check-name.js'],
  });
}

interface NameFormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly errors: FormErrors;
  readonly back: string;
  /** Shown in front of the typed name. */
  readonly prefix?: string;
}

function NameForm({ page, action, errors, back, prefix = '' }: NameFormProps): VNode {
  const { translate } = page;
  const hint = prefix === '' ? translate('org.name.hint') : translate('org.name.hintBelow', { prefix });
  return (
    <Form page={page} action={action} errors={errors}>
      <div data-check-name={`${action}/name`}>
        <Field
          name="name"
          label={translate('org.name')}
          hint={hint}
          value={nameGiven(page)}
          errors={errors}
          autocomplete="off"
          input={{ maxLength: 150, spellcheck: false }}
        />
        <p class="hint" role="status" data-check-result />
      </div>
      <SubmitOrLeave submit={translate('org.new.submit')} leave={translate('danger.cancel')} to={back} />
    </Form>
  );
}
