import type { VNode } from 'preact';
import { type RedirectRules, redirectMismatch } from '../../../authorization-requests/redirect-uri.ts';
import { Alert } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { GetForm } from '../../../ui/search-form.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationResponse } from '../view.tsx';
import { type ClientPage, clientNamed } from './client-page.tsx';
import { clientPath, clientsPath } from './paths.ts';

/**
 * `GET /organizations/{globalid}/clients/{keyId}/callback`: tests whether an authorization request may use a redirect
 * URI, by the same rule.
 */
export function callbackTesterPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationAPIKeyLabels', async (page, session, organization) => {
    const { translate, query } = page;
    const client = await clientNamed(deps, page, organization);
    const { globalid } = organization;
    const address = clientPath(globalid, client.keyId);
    const shown = { page, session, organization, client };
    const tested = query.get('redirect_uri') ?? undefined;
    const content = (
      <section class="card">
        <GetForm page={page} action={`${address}/callback`} class="search">
          <Field
            name="redirect_uri"
            label={translate('clients.tester.uri')}
            hint={registeredOf(shown)}
            value={tested ?? ''}
            autocomplete="off"
            input={{ spellcheck: false, maxLength: 2100 }}
          />
          <button type="submit" class="quiet">
            {translate('clients.tester.submit')}
          </button>
        </GetForm>
        {tested !== undefined && <Verdict {...shown} tested={tested} rules={deps} />}
      </section>
    );
    const breadcrumb = [
      { title: translate('clients.title'), href: clientsPath(globalid) },
      { title: client.label, href: address },
    ];
    const view = { active: 'clients', title: translate('clients.tester'), content, breadcrumb } as const;
    return organizationResponse(deps, shown, view);
  });
}

function registeredOf({ page: { translate }, client: { callbackUrl } }: ClientPage): string | undefined {
  return callbackUrl === '' ? undefined : `${translate('clients.tester.registered')} ${callbackUrl}`;
}

interface VerdictProps extends ClientPage {
  readonly tested: string;
  readonly rules: RedirectRules;
}

function Verdict({ page: { translate }, client, tested, rules }: VerdictProps): VNode {
  const mismatch = redirectMismatch(tested, client, rules);
  if (mismatch === undefined) return <Alert kind="success">{translate('clients.tester.fits')}</Alert>;
  return (
    <Alert kind="error">
      <p>{translate('clients.tester.refused')}</p>
      <p>{translate(`clients.mismatch.${mismatch}`)}</p>
    </Alert>
  );
}
