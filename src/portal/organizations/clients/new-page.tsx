import type { VNode } from 'preact';
import { BadRequest } from '../../../base/errors.ts';
import { foldLabel } from '../../../names/labels.ts';
import { type CreatedApiKey, createApiKey } from '../../../organizations/api-keys/acts.ts';
import {
  type ClientKind,
  callbackProblem,
  clientKinds,
  loopbackCallback,
  settingsOfKind,
} from '../../../organizations/api-keys/client-kinds.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { Tick } from '../../../ui/typed.tsx';
import { labelProblem } from '../../entries/label-problem.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { clientPath, clientsPath } from './paths.ts';
import { SecretCard } from './secret-card.tsx';

const refusals = { label_in_use: 'clients.label.taken', bad_request: 'entry.label.wrong' } as const;

/** `GET /organizations/{globalid}/clients/new`. */
export function newClientPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', (page, session, organization) =>
    newClientForm(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/clients/new`: creates a client and shows its secret once. */
export function submitNewClient(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, organization) => {
    const shown = { page, session, organization };
    const errors = errorsIn(page);
    if (Object.keys(errors).length > 0) return newClientForm(deps, shown, errors);
    const { kind, label, callback } = readFields(page);
    const settings = settingsOfKind(kind, callback, (await deps.listAlgorithms?.()) ?? []);
    const key = { globalid: organization.globalid, label, ...settings };
    try {
      return await createdPage(deps, shown, await createApiKey(deps, actorOfPage(page, session), key));
    } catch (error) {
      return newClientForm(deps, shown, { label: page.translate(refusalText(error, refusals)) });
    }
  });
}

interface ClientFields {
  readonly kind: ClientKind;
  readonly label: string;
  readonly callback: string;
}

/** The values of the form, or of the URL after reauthentication. @throws BadRequest for an unknown kind */
function readFields({ query, submission }: PageRequest): ClientFields {
  const given = (name: string) => (submission.values[name] ?? query.get(name) ?? '').trim();
  const kind = clientKinds.find((each) => each === (given('kind') || 'web'));
  if (!kind) throw new BadRequest();
  const callback = given('callback');
  const isUsual = kind === 'commandLine' && callback === '';
  return { kind, label: foldLabel(given('label')), callback: isUsual ? loopbackCallback : callback };
}

function errorsIn(page: PageRequest): FormErrors {
  const { translate } = page;
  const { kind, label, callback } = readFields(page);
  const problem = callbackProblem(kind, callback);
  const wrong = labelProblem(translate, label);
  return {
    ...(wrong !== undefined && { label: wrong }),
    ...(problem && { callback: translate(`clients.callback.${problem}`) }),
  };
}

function newClientForm(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { kind, label, callback } = readFields(page);
  const path = clientsPath(organization.globalid);
  const title = translate('clients.new.title');
  const content = (
    <section class="card">
      <Form page={page} action={`${path}/new`} errors={errors}>
        <KindChoice page={page} chosen={kind} />
        <Field
          name="label"
          label={translate('clients.label')}
          hint={translate('clients.label.hint')}
          value={label}
          errors={errors}
          autocomplete="off"
          input={{ maxLength: 50 }}
        />
        <Field
          name="callback"
          label={translate('clients.callback')}
          hint={translate('clients.callback.hint')}
          value={callback}
          errors={errors}
          autocomplete="off"
          required={false}
          input={{ maxLength: 250, spellcheck: false }}
        />
        <p class="hint">{translate('clients.new.safe')}</p>
        <SubmitOrLeave
          submit={translate('clients.new.submit')}
          leave={translate('danger.cancel')}
          to={path}
        />
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const breadcrumb = [{ title: translate('clients.title'), href: path }];
  return organizationResponse(deps, shown, { active: 'clients', title, content, status, breadcrumb });
}

function KindChoice({ page: { translate }, chosen }: { page: PageRequest; chosen: ClientKind }): VNode {
  return (
    <fieldset>
      <legend>{translate('clients.kind')}</legend>
      {clientKinds.map((kind) => (
        <label key={kind} class="choice">
          <Tick type="radio" name="kind" value={kind} checked={kind === chosen} />
          <span>
            {translate(`clients.kind.${kind}`)}
            <span class="hint block">{translate(`clients.kind.${kind}.text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function createdPage(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  { keyId, label, isPublic, secret }: CreatedApiKey,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const title = translate('clients.created.title', { label });
  const content = (
    <>
      <SecretCard page={page} clientId={globalid} secret={isPublic ? undefined : secret} />
      <p class="actions">
        <a class="button primary" href={clientPath(globalid, keyId)}>
          {translate('clients.created.next')}
        </a>
      </p>
    </>
  );
  const breadcrumb = [{ title: translate('clients.title'), href: clientsPath(globalid) }];
  return organizationResponse(deps, shown, { active: 'clients', title, content, breadcrumb });
}
