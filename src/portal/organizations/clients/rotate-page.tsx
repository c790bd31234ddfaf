import { rotateSecret } from '../../../organizations/api-keys/acts.ts';
import { Form, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { OverlapChoice, overlapIn } from '../secret-overlap.tsx';
import { organizationResponse } from '../view.tsx';
import { clientNamed } from './client-page.tsx';
import { clientPath, clientsPath } from './paths.ts';
import { SecretCard } from './secret-card.tsx';

/**
 * `GET /organizations/{globalid}/clients/{keyId}/rotate`: asks how long the current secret stays valid next to the new
 * one.
 */
export function rotatePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, organization) => {
    const { label, keyId } = await clientNamed(deps, page, organization);
    const { globalid } = organization;
    const title = page.translate('clients.rotate.title', { label });
    const content = (
      <section class="card">
        <p class="lead">{page.translate('clients.rotate.text')}</p>
        <Form page={page} action={clientPath(globalid, keyId, 'rotate')}>
          <OverlapChoice page={page} label={page.translate('clients.rotate.overlap')} />
          <SubmitOrLeave
            submit={page.translate('clients.rotate.submit')}
            leave={page.translate('danger.cancel')}
            to={clientPath(globalid, keyId)}
          />
        </Form>
      </section>
    );
    const breadcrumb = [
      { title: page.translate('clients.title'), href: clientsPath(globalid) },
      { title: label, href: clientPath(globalid, keyId) },
    ];
    const view = { active: 'clients', title, content, breadcrumb } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

/** `POST /organizations/{globalid}/clients/{keyId}/rotate`: creates a secret and shows it once. */
export function submitRotation(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, organization) => {
    const { label, keyId } = await clientNamed(deps, page, organization);
    const { globalid } = organization;
    const overlapSeconds = overlapIn(page);
    const rotation = { globalid, keyId, label, overlapSeconds };
    const secret = await rotateSecret(deps, actorOfPage(page, session), rotation);
    const until = new Date(page.now.getTime() + overlapSeconds * 1000);
    const content = (
      <>
        <SecretCard page={page} clientId={globalid} secret={secret} />
        <p>
          {overlapSeconds === 0 ? (
            page.translate('clients.rotate.ended')
          ) : (
            <>
              {page.translate('clients.rotate.until')} <Time page={page} at={until} />
            </>
          )}
        </p>
        <p class="actions">
          <a class="button primary" href={clientPath(globalid, keyId)}>
            {page.translate('clients.created.next')}
          </a>
        </p>
      </>
    );
    const breadcrumb = [{ title: page.translate('clients.title'), href: clientsPath(globalid) }];
    const title = page.translate('clients.rotate.done', { label });
    const view = { active: 'clients', title, content, breadcrumb } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}
