import type { OperationName } from '../../../../generated/services.ts';
import { BadRequest } from '../../../base/errors.ts';
import { listDescriptions } from '../../../organizations/descriptions/queries.ts';
import { findLogo } from '../../../organizations/logo/queries.ts';
import { findOrganizationDetails, type OrganizationDetails } from '../../../organizations/queries.ts';
import { getSecondFactorValidity } from '../../../organizations/two-factor/acts.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { DangerZone } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { type SettingsAct, type SettingsActName, type SettingsSection, settingsActs } from './acts.ts';
import { DescriptionsCard } from './descriptions-card.tsx';
import { DnsCard } from './dns-card.tsx';
import { LogoCard } from './logo-card.tsx';
import { ScopesCard } from './scopes-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';

/** The properties of each card. */
export interface SettingsCardProps extends OrganizationPage {
  /** Where the forms post to. */
  readonly action: string;
  /** Errors of the card's form. */
  readonly errors: FormErrors;
  /** Whether this card shows its form. Only one card does, so that switching the language loses no typed text. */
  readonly isOpen: boolean;
}

/** `GET /organizations/{globalid}/settings`: all settings for owners; for members only a way to leave. */
export function settingsPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganization', (page, session, organization) =>
    settingsResponse(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/settings`: runs the act that the field `act` names. */
export function submitSettings(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, organization) => {
    const act: SettingsAct = actAsked(page);
    const { globalid } = organization;
    const problems = act.problems?.(page) ?? {};
    if (Object.keys(problems).length > 0)
      return settingsResponse(deps, { page, session, organization }, act.section, problems);
    try {
      await act.run(deps, actorOfPage(page, session), globalid, page.submission);
    } catch (error) {
      const text = page.translate(refusalText(error, act.refusals));
      return settingsResponse(deps, { page, session, organization }, act.section, { [act.field]: text });
    }
    keepNotice(page, act.notice, { name: page.submission.values.name ?? '' });
    return { redirect: `${organizationPath(globalid, 'settings')}#${act.section}` };
  });
}

/** @throws BadRequest for an unknown act */
function actAsked({ submission }: PageRequest): SettingsAct {
  const { act = '' } = submission.values;
  if (!Object.hasOwn(settingsActs, act)) throw new BadRequest();
  return settingsActs[act as SettingsActName];
}

function requestedOperation(page: PageRequest): OperationName {
  return actAsked(page).operation;
}

async function settingsResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  section?: SettingsSection,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { globalid, isOwner } = organization;
  const open = section ?? page.query.get('edit') ?? 'descriptions';
  const propsOf = (name: SettingsSection): SettingsCardProps => ({
    ...shown,
    action: `${organizationPath(globalid, 'settings')}?edit=${name}`,
    errors: name === section ? errors : {},
    isOpen: name === open,
  });
  const content = (
    <>
      {isOwner && (await ownersCards(deps, globalid, propsOf))}
      <DangerZone page={page} actions={dangerousActions(shown)} />
    </>
  );
  const title = page.translate('orgSettings.title');
  const status = section === undefined ? 200 : 422;
  const scripts = ['preview.js'];
  return organizationResponse(deps, shown, { active: 'settings', title, content, status, scripts });
}

async function ownersCards(
  deps: OrganizationPagesDependencies,
  globalid: string,
  propsOf: (section: SettingsSection) => SettingsCardProps,
) {
  const { db, publicUrl } = deps;
  const details = (await findOrganizationDetails(db, globalid)) as OrganizationDetails;
  const descriptions = await listDescriptions(db, globalid);
  const logo = (await findLogo(db, globalid)) ?? undefined;
  const seconds = await getSecondFactorValidity(deps, globalid);
  return (
    <>
      <LogoCard {...propsOf('logo')} logo={logo} />
      <DescriptionsCard
        {...propsOf('descriptions')}
        descriptions={descriptions}
        hasLogo={logo !== undefined}
      />
      <SecondFactorCard {...propsOf('second-factor')} seconds={seconds} />
      <ScopesCard {...propsOf('scopes')} required={details.requiredScopes} />
      <DnsCard {...propsOf('dns')} details={details} publicUrl={publicUrl} />
    </>
  );
}

function dangerousActions({ page: { translate }, organization: { globalid, isOwner } }: OrganizationPage) {
  const actions = (['leave', 'delete'] as const).map((name) => ({
    title: translate(`orgSettings.${name}`, { organization: globalid }),
    text: translate(`orgSettings.${name}.text`),
    href: organizationPath(globalid, name),
    label: translate(`orgSettings.${name}.short`),
  }));
  return isOwner ? actions : actions.slice(0, 1);
}
