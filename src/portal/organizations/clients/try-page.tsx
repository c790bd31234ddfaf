import type { ComponentChildren, VNode } from 'preact';
import { ApiError, NotFound } from '../../../base/errors.ts';
import type { Translate } from '../../../i18n/catalogue.ts';
import {
  beginTrial,
  finishTrial,
  isOwnTrial,
  type TrialOutcome,
  trialParameters,
} from '../../../oauth/trial.ts';
import type { OrganizationClient } from '../../../tokens/clients.ts';
import { Alert, Form, SubmitOrLeave } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Definitions } from '../../../ui/lists.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type ProtocolError, ProtocolErrorDetail, ProtocolErrorMeaning } from '../protocol-error.tsx';
import { organizationResponse } from '../view.tsx';
import { type ClientPage, clientNamed } from './client-page.tsx';
import { clientPath, clientsPath, logPath } from './paths.ts';

/**
 * `GET /organizations/{globalid}/clients/{keyId}/try`: tries a real sign-in with a client. Without parameters it shows
 * the request; with the parameters of a response it shows the result.
 */
export function tryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const shown = { page, session, organization, client: await clientNamed(deps, page, organization) };
    refuseWithoutCallback(shown);
    if (page.query.has('error')) return tryResponse(deps, shown, refusalOf(deps, shown));
    if (!page.query.has('code')) return tryResponse(deps, shown);
    return tryResponse(deps, shown, await outcomeOf(deps, shown));
  });
}

/** `POST /organizations/{globalid}/clients/{keyId}/try`: sends the request. */
export function submitTry(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const client = await clientNamed(deps, page, organization);
    const shown = { page, session, organization, client };
    refuseWithoutCallback(shown);
    return { redirect: await beginTrial(deps, session, triedClient(shown), page.now) };
  });
}

function triedClient({ organization: { globalid }, client }: ClientPage): OrganizationClient {
  return { kind: 'organization', globalid, isNotifiedOfLogout: false, ...client };
}

/** Users cannot sign in with a client that has no callback. */
function refuseWithoutCallback({ client }: ClientPage): void {
  if (client.callbackUrl === '') throw new NotFound();
}

async function outcomeOf(deps: OrganizationPagesDependencies, shown: ClientPage): Promise<VNode> {
  const { page, session } = shown;
  const { translate } = page;
  try {
    const [state, code] = [page.query.get('state') ?? '', page.query.get('code') ?? ''];
    const response = { state, code };
    const outcome = await finishTrial(
      deps,
      actorOfPage(page, session),
      session,
      triedClient(shown),
      response,
    );
    return outcome ? <Outcome page={page} outcome={outcome} /> : foreignResponse(translate);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, description = '', detail = description } = error;
    return <Refused page={page} error={{ code, description: detail }} />;
  }
}

function foreignResponse(translate: Translate): VNode {
  return <Alert kind="error">{translate('clients.try.foreign')}</Alert>;
}

function refusalOf(deps: OrganizationPagesDependencies, shown: ClientPage): VNode {
  const { page, organization, session, client } = shown;
  const { translate, query } = page;
  if (!isOwnTrial(deps, session, client, query.get('state') ?? '')) return foreignResponse(translate);
  return (
    <Refused
      page={page}
      error={{ code: query.get('error') ?? '', description: query.get('error_description') ?? '' }}
    >
      <p>
        <a href={logPath(organization.globalid)}>{translate('clients.log.title')}</a>
      </p>
    </Refused>
  );
}

interface RefusedProps {
  readonly page: PageRequest;
  readonly error: ProtocolError;
  readonly children?: ComponentChildren;
}

function Refused({ page, error, children }: RefusedProps): VNode {
  return (
    <Alert kind="error">
      <p>
        <code>{error.code}</code> <ProtocolErrorMeaning page={page} error={error} />
      </p>
      <ProtocolErrorDetail page={page} error={error} />
      {children}
    </Alert>
  );
}

function Outcome({ page, outcome }: { page: PageRequest; outcome: TrialOutcome }): VNode {
  const { translate } = page;
  const parts = [
    ['idToken.header', outcome.header],
    ['idToken.claims', outcome.claims],
    ['userinfo', outcome.userinfo],
  ] as const;
  return (
    <>
      <Alert kind="success">{translate('clients.try.done')}</Alert>
      <p>
        {translate('clients.try.scopes')} <code>{outcome.scopes.join(' ') || '–'}</code>
      </p>
      {parts.map(([name, content]) => (
        <section key={name}>
          <h3>{translate(`clients.try.${name}`)}</h3>
          <Copy
            page={page}
            text={JSON.stringify(content, undefined, 2)}
            label={translate(`clients.try.${name}`)}
          />
        </section>
      ))}
    </>
  );
}

function tryResponse(
  deps: OrganizationPagesDependencies,
  shown: ClientPage,
  outcome?: VNode,
): Promise<PageResponse> {
  const { page, organization, client } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const address = clientPath(globalid, client.keyId);
  const isAnswer = outcome !== undefined;
  const parameters = Object.entries(trialParameters(deps, triedClient(shown)));
  const content = (
    <>
      {isAnswer && (
        <section class="card" aria-labelledby="answer">
          <h2 id="answer">{translate('clients.try.answer')}</h2>
          {outcome}
        </section>
      )}
      <section class="card" aria-labelledby="request">
        <h2 id="request">{translate('clients.try.request')}</h2>
        <p>{translate('clients.try.text')}</p>
        <Definitions items={parameters.map(([name, value]) => ({ name, value: <code>{value}</code> }))} />
        <Form page={page} action={`${address}/try`}>
          <SubmitOrLeave
            submit={translate(isAnswer ? 'clients.try.again' : 'clients.try.submit')}
            leave={translate('danger.cancel')}
            to={address}
          />
        </Form>
      </section>
    </>
  );
  const breadcrumb = [
    { title: translate('clients.title'), href: clientsPath(globalid) },
    { title: client.label, href: address },
  ];
  const title = translate('clients.try.title', { label: client.label });
  return organizationResponse(deps, shown, { active: 'clients', title, content, breadcrumb });
}
