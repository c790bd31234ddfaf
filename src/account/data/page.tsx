import type { VNode } from 'preact';
import { sourceOfVisit } from '../../audit/record-event.ts';
import type { Answer } from '../../pages/answer.ts';
import { Alert, Field, Form, type FormErrors, Submit } from '../../pages/components.tsx';
import type { PageHandler } from '../../pages/endpoint.tsx';
import type { Visit } from '../../pages/visit.ts';
import type { SignInParts } from '../../sign-in/parts.ts';
import { cancelPath, graceDays, requestDeletion } from '../../users/deletion/request.ts';
import { type SignedIn, withFreshProof } from '../signed-in.ts';

export const dataPath = '/account/data';
export const exportPath = `${dataPath}/export`;

/** `GET /account/data`: taking everything along, and leaving. */
export const dataPage: PageHandler = withFreshProof((visit) => dataView(visit));

/** Why something was refused. */
interface Refusal {
  /** Of the form to leave. */
  readonly errors?: FormErrors;
  /** Those that nobody else owns. */
  readonly organizations?: readonly string[];
  /** The last export was less than a day ago. */
  readonly isTooSoon?: boolean;
}

export function dataView(visit: Visit, refusal: Refusal = {}): Answer {
  const { translate } = visit;
  const { errors = {}, organizations = [], isTooSoon } = refusal;
  const title = translate('data.title');
  const content = (
    <>
      <section class="card">
        <h1>{title}</h1>
        <p>{translate('data.text')}</p>
        <p>
          <a href="/">{translate('account.back')}</a>
        </p>
      </section>
      <section class="card">
        <h2>{translate('export.title')}</h2>
        {isTooSoon && <Alert kind="error">{translate('export.tooSoon')}</Alert>}
        <p>{translate('export.text')}</p>
        <Form visit={visit} action={exportPath}>
          <Submit>{translate('export.submit')}</Submit>
        </Form>
      </section>
      <section class="card">
        <h2>{translate('data.delete.title')}</h2>
        {organizations.length > 0 && <SoleOwner visit={visit} organizations={organizations} />}
        <p>{translate('data.delete.now')}</p>
        <p>{translate('data.delete.later', { days: graceDays })}</p>
        <Form visit={visit} action={dataPath} errors={errors}>
          <Field
            name="username"
            label={translate('data.delete.username')}
            autocomplete="off"
            errors={errors}
          />
          <Submit>{translate('data.delete.submit')}</Submit>
        </Form>
      </section>
    </>
  );
  return { status: statusOf(refusal), page: { title, content } };
}

function statusOf({ errors, organizations, isTooSoon }: Refusal): number {
  if (isTooSoon) return 429;
  if (organizations) return 409;
  return errors ? 422 : 200;
}

function SoleOwner({ visit, organizations }: { visit: Visit; organizations: readonly string[] }): VNode {
  return (
    <Alert kind="error">
      <p>{visit.translate('data.delete.soleOwner')}</p>
      <ul>
        {organizations.map((globalid) => (
          <li key={globalid}>{globalid}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** `POST /account/data`: closes the account of who typed its name, to be erased later. */
export function deleteAccount(parts: SignInParts): PageHandler {
  return withFreshProof(async (visit, own: SignedIn) => {
    const { username } = own;
    if ((visit.submission.values.username ?? '').trim().toLowerCase() !== username)
      return dataView(visit, {
        errors: { username: visit.translate('data.delete.otherName', { username }) },
      });
    const outcome = await requestDeletion(parts, username, visit.now, sourceOfVisit(visit, own));
    if (outcome.kind === 'sole owner') return dataView(visit, { organizations: outcome.organizations });
    await parts.sessions.end(parts.db, visit.cookies, 'interactive');
    if (outcome.kind === 'closed before') return { redirect: '/' };
    return { redirect: `${cancelPath}?token=${outcome.cancelToken}` };
  });
}
