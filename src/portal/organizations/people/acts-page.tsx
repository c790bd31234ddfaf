import type { OperationName } from '../../../../generated/services.ts';
import type { Actor } from '../../../base/actor.ts';
import { ApiError, BadRequest } from '../../../base/errors.ts';
import { cancelInvitations } from '../../../organizations/invitations/sending.ts';
import {
  changeLinkRole,
  excludeSuborganizations,
  includeSuborganizations,
  unlinkOrganization,
} from '../../../organizations/links/acts.ts';
import { changeMemberRole, removeMember } from '../../../organizations/members/acts.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { readSearchText } from '../../../users/search/search-text.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, questionResponse } from '../view.tsx';
import { peoplePath } from './paths.ts';

interface Target {
  readonly globalid: string;
  readonly who: string;
}

interface PeopleAct {
  readonly operation: OperationName;
  run(deps: OrganizationPagesDependencies, actor: Actor, target: Target): Promise<void>;
}

/** What an owner can do with a user, organization or invitation on the people page, after a confirmation. */
const acts = {
  makeOwner: {
    operation: 'updateOrganizationMemberShip',
    run: (deps, actor, target) => changeMemberRole(deps, actor, userIn(target, 'owner')),
  },
  makeMember: {
    operation: 'updateOrganizationMemberShip',
    run: (deps, actor, target) => changeMemberRole(deps, actor, userIn(target, 'member')),
  },
  removeOwner: {
    operation: 'removeOrganizationOwner',
    run: (deps, actor, target) => removeMember(deps, actor, userIn(target, 'owner')),
  },
  removeMember: {
    operation: 'removeOrganizationMember',
    run: (deps, actor, target) => removeMember(deps, actor, userIn(target, 'member')),
  },
  cancel: {
    operation: 'removePendingOrganizationInvitation',
    run: (deps, actor, { globalid, who: text }) => cancelInvitations(deps, actor, { globalid, text }),
  },
  linkOwner: {
    operation: 'updateOrganizationOrgMemberShip',
    run: (deps, actor, target) => changeLinkRole(deps, actor, linkIn(target, 'orgowner')),
  },
  linkMember: {
    operation: 'updateOrganizationOrgMemberShip',
    run: (deps, actor, target) => changeLinkRole(deps, actor, linkIn(target, 'orgmember')),
  },
  unlinkOwner: {
    operation: 'deleteOrgOwner',
    run: (deps, actor, target) => unlinkOrganization(deps, actor, linkIn(target, 'orgowner')),
  },
  unlinkMember: {
    operation: 'deleteOrgMember',
    run: (deps, actor, target) => unlinkOrganization(deps, actor, linkIn(target, 'orgmember')),
  },
  include: {
    operation: 'addIncludeSubOrgsOf',
    run: (deps, actor, target) => includeSuborganizations(deps, actor, linkIn(target, 'orgmember')),
  },
  exclude: {
    operation: 'removeIncludeSubOrgsOf',
    run: (deps, actor, target) => excludeSuborganizations(deps, actor, linkIn(target, 'orgmember')),
  },
} as const satisfies Readonly<Record<string, PeopleAct>>;

type ActName = keyof typeof acts;

function userIn({ globalid, who }: Target, role: 'owner' | 'member') {
  return { globalid, user: readSearchText(who), role };
}

function linkIn({ globalid, who: linked }: Target, role: 'orgowner' | 'orgmember') {
  return { globalid, linked, role };
}

/** Errors when another page or owner was faster, or the act would leave no owner. */
const refusals = {
  last_owner: 'org.refused.lastOwner',
  user_not_member_of_organization: 'org.refused.gone',
  user_not_owner_of_organization: 'org.refused.gone',
  invitation_not_found: 'org.refused.gone',
  organization_not_linked: 'org.refused.gone',
  organization_not_found: 'org.refused.gone',
  already_included: 'org.refused.gone',
} as const;

/** `GET /organizations/{globalid}/people/act?act=&who=`: asks for confirmation. */
export function actPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, (page, session, organization) =>
    confirmation(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/people/act`. */
export function submitAct(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, organization) => {
    const { act, who } = readAct(page);
    const { globalid } = organization;
    const actor = actorOfPage(page, session);
    try {
      await acts[act].run(deps, actor, { globalid, who });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const refusal = page.translate(refusalText(error, refusals), { who });
      return confirmation(deps, { page, session, organization }, refusal);
    }
    keepNotice(page, `notice.org.${act}`, { who });
    // With a reduced role, the user may no longer see the page of people.
    const isOwn = who === session.username;
    return { redirect: isOwn ? organizationPath(globalid) : peoplePath(globalid) };
  });
}

function requestedOperation(page: PageRequest): OperationName {
  return acts[readAct(page).act].operation;
}

/** @throws BadRequest for an unknown act */
function readAct({ query, submission }: PageRequest): { readonly act: ActName; readonly who: string } {
  const { act = query.get('act') ?? '', who = query.get('who') ?? '' } = submission.values;
  if (!Object.hasOwn(acts, act)) throw new BadRequest();
  return { act: act as ActName, who };
}

function confirmation(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  refusal?: string,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { act, who } = readAct(page);
  const { globalid } = organization;
  return questionResponse(deps, shown, {
    active: 'people',
    title: translate(`org.act.${act}`, { who }),
    paragraphs: [translate(`org.act.${act}.text`, { who, organization: globalid })],
    action: organizationPath(globalid, 'people', 'act'),
    fields: { act, who },
    label: translate(`org.act.${act}.short`),
    back: peoplePath(globalid),
    refusal,
  });
}
