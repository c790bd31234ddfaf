import { ApiError, BadRequest } from '../../../base/errors.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type OrganizationPage, questionResponse } from '../view.tsx';
import { type RemovalName, refusals, removals } from './acts.ts';
import { removalPath } from './paths.ts';

/** `GET /organizations/{globalid}/remove?what=&name=&who=`: asks for confirmation. */
export function removalPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, (page, session, organization) =>
    question(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/remove`. */
export function submitRemoval(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, requestedOperation, async (page, session, organization) => {
    const { what, ...target } = readRemoval(page);
    const { globalid } = organization;
    try {
      await removals[what].run(deps, actorOfPage(page, session), { globalid, ...target });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return question(
        deps,
        { page, session, organization },
        page.translate(refusalText(error, refusals), target),
      );
    }
    keepNotice(page, `notice.org.removed.${what}`, namesOf(page));
    return { redirect: removals[what].back(globalid) };
  });
}

function requestedOperation(page: PageRequest) {
  return removals[readRemoval(page).what].operation;
}

interface RequestedRemoval {
  readonly what: RemovalName;
  readonly name: string;
  readonly who: string;
}

/** @throws BadRequest for something that cannot be removed here */
function readRemoval({ query, submission }: PageRequest): RequestedRemoval {
  const given = (field: string) => submission.values[field] ?? query.get(field) ?? '';
  const what = given('what');
  if (!Object.hasOwn(removals, what)) throw new BadRequest();
  return { what: what as RemovalName, name: given('name'), who: given('who') };
}

/** The names that the texts use. */
function namesOf(page: PageRequest) {
  const { what, name, who } = readRemoval(page);
  const removal = removals[what];
  return { name: 'call' in removal ? removal.call(page, name) : name, who };
}

function question(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  refusal?: string,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { what, name, who } = readRemoval(page);
  const { globalid } = organization;
  const removal = removals[what];
  const { active, back } = removal;
  const names = namesOf(page);
  return questionResponse(deps, shown, {
    active,
    title: translate(`org.remove.${what}`, names),
    paragraphs: [translate(`org.remove.${what}.text`, names)],
    action: removalPath(globalid),
    fields: { what, name, who },
    label: translate('label' in removal ? removal.label : 'orgSettings.remove'),
    back: back(globalid),
    refusal,
  });
}
