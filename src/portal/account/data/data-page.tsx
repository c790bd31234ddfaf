import type { VNode } from 'preact';
import { foldUsername } from '../../../names/typed-text.ts';
import { cancelPath, graceDays, requestDeletion } from '../../../privacy/deletion/acts.ts';
import { findExportState } from '../../../privacy/exports/export-state.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { canNotifyUser } from '../../../users/notices/notify-user.ts';
import { organizationPath, portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { ExportCard, type ExportRefusal } from './export-card.tsx';
import { dataPath } from './paths.ts';

/**
 * `GET /account/data`: export and deletion of the account. With `waiting`, the page reloads until the export is ready.
 */
export function dataPage(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication((page, own) => dataView(deps, page, own));
}

/** Why a request was refused. */
interface Refusal {
  /** Errors of the deletion form. */
  readonly errors?: FormErrors;
  /** Organizations without another owner. */
  readonly organizations?: readonly string[];
  readonly exported?: ExportRefusal;
}

const refreshSeconds = 5;

/** While the page reloads automatically it has no fields, because typed text would be lost. */
export async function dataView(
  { db, messages }: Pick<SignInDependencies, 'db' | 'messages'>,
  page: PageRequest,
  session: UserSession,
  refusal: Refusal = {},
): Promise<PageResponse> {
  const { translate, query, now } = page;
  const state = await findExportState(db, session.username, now);
  const isNotified = await canNotifyUser(messages, db, session.username);
  const isWaiting = state.kind === 'running' && query.has('waiting');
  const title = translate('data.title');
  const content = (
    <>
      <p class="lead">{translate('data.text')}</p>
      <ExportCard
        page={page}
        state={state}
        refusal={refusal.exported}
        isWaiting={isWaiting}
        isNotified={isNotified}
      />
      {!isWaiting && <Leaving page={page} refusal={refusal} isNotified={isNotified} />}
    </>
  );
  const waiting = isWaiting ? { refreshSeconds } : {};
  const view = { page, session, active: 'data', title, content, scripts: ['wait.js'], ...waiting } as const;
  return { status: statusOf(refusal), page: await portalView({ db }, view) };
}

function statusOf({ errors, organizations, exported }: Refusal): number {
  if (exported) return exported === 'tooSoon' ? 429 : 404;
  if (organizations) return 409;
  return errors ? 422 : 200;
}

interface LeavingProps {
  readonly page: PageRequest;
  readonly refusal: Refusal;
  /** Whether the user can be reached by mail. */
  readonly isNotified: boolean;
}

function Leaving({ page, refusal, isNotified }: LeavingProps): VNode {
  const { translate } = page;
  const { errors = {}, organizations = [] } = refusal;
  return (
    <section class="card danger">
      <h2>{translate('data.delete.title')}</h2>
      {organizations.length > 0 && <SoleOwner page={page} organizations={organizations} />}
      <p>{translate('data.delete.now')}</p>
      <p>{translate(isNotified ? 'data.delete.later' : 'data.delete.later.silent', { days: graceDays })}</p>
      <Form page={page} action={dataPath} errors={errors}>
        <Field name="username" label={translate('data.delete.username')} autocomplete="off" errors={errors} />
        <Submit kind="danger">{translate('data.delete.submit')}</Submit>
      </Form>
    </section>
  );
}

function SoleOwner({ page, organizations }: { page: PageRequest; organizations: readonly string[] }): VNode {
  return (
    <Alert kind="error">
      <p>{page.translate('data.delete.soleOwner')}</p>
      <ul>
        {organizations.map((globalid) => (
          <li key={globalid}>
            <a href={organizationPath(globalid)}>{globalid}</a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** `POST /account/data`: closes the account and schedules its erasure, if the username was typed correctly. */
export function submitDeletion(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { username } = own;
    if (foldUsername(page.submission.values.username ?? '') !== username)
      return dataView(deps, page, own, {
        errors: { username: page.translate('data.delete.otherName', { username }) },
      });
    const outcome = await requestDeletion(deps, actorOfPage(page, own), username);
    if (outcome.kind === 'sole owner')
      return dataView(deps, page, own, { organizations: outcome.organizations });
    page.cookies.remove('interactive');
    if (outcome.kind === 'closed before') return { redirect: '/' };
    return { redirect: `${cancelPath}?token=${outcome.cancelToken}` };
  });
}
