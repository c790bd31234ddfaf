import { foldLabel } from '../../../names/labels.ts';
import { changeApiKey, removeApiKey } from '../../../organizations/api-keys/acts.ts';
import { redirectProblem, secureProblem } from '../../../organizations/api-keys/callback-url.ts';
import { callbackProblem, kindOf } from '../../../organizations/api-keys/client-kinds.ts';
import type { ApiKeySettings, TokenAlgorithm } from '../../../organizations/api-keys/queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { Submission } from '../../../web/form.ts';
import { labelProblem } from '../../entries/label-problem.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationResponse } from '../view.tsx';
import { type ClientPage, clientNamed, clientResponse } from './client-page.tsx';
import { clientPath, clientsPath } from './paths.ts';

const refusals = { label_in_use: 'clients.label.taken', bad_request: 'clients.refused' } as const;

/** `POST /organizations/{globalid}/clients/{keyId}`: changes the settings of a client. */
export function submitClient(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'updateOrganizationAPIKey', async (page, session, organization) => {
    const client = await clientNamed(deps, page, organization);
    const shown = { page, session, organization, client };
    const errors = errorsIn(shown);
    if (Object.keys(errors).length > 0) return clientResponse(deps, shown, errors);
    const { globalid } = organization;
    const change = { globalid, label: client.label, settings: settingsIn(shown) };
    try {
      await changeApiKey(deps, actorOfPage(page, session), change);
    } catch (error) {
      const refusal = page.translate(refusalText(error, refusals));
      return clientResponse(deps, shown, { label: refusal });
    }
    keepNotice(page, 'notice.saved');
    return { redirect: clientPath(globalid, client.keyId) };
  });
}

function errorsIn({ page: { translate, submission }, client }: ClientPage): FormErrors {
  const { label = '', callback = '' } = submission.values;
  const kind = kindOf(client);
  // A stored value may stay, even if a new one like it would be refused.
  const isNew = callback.trim() !== client.callbackUrl;
  const problem = isNew ? callbackProblem(kind, callback.trim()) : undefined;
  const isRenamed = foldLabel(label) !== client.label;
  const wrongLabel = isRenamed ? labelProblem(translate, foldLabel(label)) : undefined;
  const isInsecure = (name: string) => {
    const uri = (submission.values[name] ?? '').trim();
    return uri.length > 250 || (uri !== '' && secureProblem(uri) !== undefined);
  };
  const addresses = addressesIn(submission);
  const isUnfit =
    addresses.length > 20 || addresses.some((each) => each.length > 250 || redirectProblem(each));
  return {
    ...(isInsecure('homePage') && { homePage: translate('clients.homePage.unfit') }),
    ...(isInsecure('backchannel') && { backchannel: translate('clients.backchannel.unfit') }),
    ...(isUnfit && { afterLogout: translate('clients.afterLogout.unfit') }),
    ...(wrongLabel !== undefined && { label: wrongLabel }),
    ...(problem && { callback: translate(`clients.callback.${problem}`) }),
  };
}

/** One URI per line. */
function addressesIn({ values }: Submission): string[] {
  const lines = (values.afterLogout ?? '').split('\n').map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== '');
}

/** Disabled checkboxes are not submitted; their settings stay unchanged. */
function settingsIn({ page: { submission }, client }: ClientPage): Partial<ApiKeySettings> {
  const { label = '', callback = '', algorithm, exact, pkce, credentials } = submission.values;
  const { device, claims, groups, jwt, backchannel = '', logoutSession } = submission.values;
  const { homePage = '' } = submission.values;
  return {
    label: foldLabel(label),
    callbackUrl: callback.trim(),
    matchesExactly: exact !== undefined,
    allowsDeviceGrant: device !== undefined,
    claimsInIdToken: claims !== undefined,
    tellsGroups: groups !== undefined,
    hasJwtAccessTokens: jwt !== undefined,
    postLogoutRedirectUris: addressesIn(submission),
    backchannelLogoutUri: backchannel.trim(),
    backchannelLogoutSession: logoutSession !== undefined,
    homePageUri: homePage.trim(),
    ...(client.isPublic
      ? {}
      : { requiresPkce: pkce !== undefined, allowsClientCredentials: credentials !== undefined }),
    ...(algorithm !== undefined && { algorithm: algorithm as TokenAlgorithm }),
  };
}

/** `GET /organizations/{globalid}/clients/{keyId}/delete`: asks for confirmation. */
export function deleteClientPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteOrganizationAPIKey', async (page, session, organization) => {
    const { translate } = page;
    const { label, keyId } = await clientNamed(deps, page, organization);
    const title = translate('clients.delete', { label });
    const { globalid } = organization;
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('clients.delete.text')]}
        action={clientPath(globalid, keyId, 'delete')}
        label={translate('clients.delete.short')}
        back={clientPath(globalid, keyId)}
      />
    );
    const breadcrumb = [
      { title: translate('clients.title'), href: clientsPath(globalid) },
      { title: label, href: clientPath(globalid, keyId) },
    ];
    const view = { active: 'clients', title, content, breadcrumb } as const;
    return organizationResponse(deps, { page, session, organization }, view);
  });
}

/** `POST /organizations/{globalid}/clients/{keyId}/delete`. */
export function submitClientDeletion(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'deleteOrganizationAPIKey', async (page, session, organization) => {
    const { label } = await clientNamed(deps, page, organization);
    const { globalid } = organization;
    await removeApiKey(deps, actorOfPage(page, session), { globalid, label });
    keepNotice(page, 'notice.clients.deleted', { label });
    return { redirect: clientsPath(globalid) };
  });
}
