import type { VNode } from 'preact';
import { forgetDevice } from '../../authentication/devices/acts.ts';
import { listTrustedDevices } from '../../authentication/devices/queries.ts';
import { endOtherSessions, endSession } from '../../authentication/sessions/acts.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest } from '../../base/errors.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { listSessions } from '../../sessions/queries.ts';
import type { UserSession } from '../../sessions/session.ts';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { type Entry, EntryList } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { portalView } from '../frame.tsx';
import { Pages, pageOf } from '../organizations/paging.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { type EndingName, endingPath, sessionsPath } from './paths.ts';
import { deviceEntry, sessionEntry, shownOnPage } from './sessions.tsx';
import { forSignedIn } from './signed-in.ts';

interface Ended {
  readonly username: string;
  /** The id of the session or the device. */
  readonly id: string;
}

interface Ending {
  readonly label: MessageKey;
  readonly done: MessageKey & `notice.${string}`;
  /** The entries that would end. */
  find(deps: SignInDependencies, page: PageRequest, own: UserSession, id: string): Promise<Entry[]>;
  run(deps: SignInDependencies, actor: Actor, ended: Ended): Promise<void>;
}

const endings: Readonly<Record<EndingName, Ending>> = {
  session: {
    label: 'sessions.end',
    done: 'notice.sessionEnded',
    find: async (deps, page, own, id) =>
      (await otherSessions(deps, page, own)).filter(({ key }) => key === id),
    run: (deps, actor, { username, id: sessionId }) => endSession(deps, actor, { username, sessionId }),
  },
  others: {
    label: 'sessions.endOthers',
    done: 'notice.othersEnded',
    find: otherSessions,
    run: (deps, actor, { username }) => endOtherSessions(deps, actor, username),
  },
  device: {
    label: 'devices.forget',
    done: 'notice.deviceForgotten',
    find: async ({ db }, page, { username }, id) =>
      (await listTrustedDevices(db, username, page.now))
        .filter(({ deviceId }) => deviceId === id)
        .map((device) => deviceEntry(page, device)),
    run: (deps, actor, { username, id: deviceId }) => forgetDevice(deps, actor, { username, deviceId }),
  },
};

async function otherSessions(
  { db }: SignInDependencies,
  page: PageRequest,
  own: UserSession,
): Promise<Entry[]> {
  const sessions = await listSessions(db, own.username, page.now);
  return sessions
    .filter(({ sessionId }) => sessionId !== own.sessionId)
    .map((session) => sessionEntry(page, session));
}

/** `GET /account/sessions/end?what=&id=`: asks for confirmation. */
export function endingPage(deps: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { what, id } = readEnding(page);
    const found = await endings[what].find(deps, page, own, id);
    return found.length === 0 ? errorPage(page, 404) : question(deps, page, own, found);
  });
}

/** `POST /account/sessions/end`: ends one session or all others, or forgets a browser. */
export function submitEnding(deps: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { what, id } = readEnding(page);
    const { find, run, done } = endings[what];
    const isThere = (await find(deps, page, own, id)).length > 0;
    if (isThere) await run(deps, actorOfPage(page, own), { username: own.username, id });
    keepNotice(page, isThere ? done : 'notice.endedBefore');
    return { redirect: sessionsPath };
  });
}

/** @throws BadRequest for something that cannot be ended here */
function readEnding({ query, submission }: PageRequest): { readonly what: EndingName; readonly id: string } {
  const given = (field: string) => submission.values[field] ?? query.get(field) ?? '';
  const what = given('what');
  if (!Object.hasOwn(endings, what)) throw new BadRequest();
  return { what: what as EndingName, id: given('id') };
}

async function question(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  found: readonly Entry[],
): Promise<PageResponse> {
  const { translate } = page;
  const { what, id } = readEnding(page);
  const { rows, ...paging } = pageOf(page, found, shownOnPage);
  const content = (
    <>
      <EntryList id="ended" entries={rows} none="">
        <Pages page={page} {...paging} />
      </EntryList>
      <Question page={page} what={what} id={id} />
    </>
  );
  const title = translate(`sessions.ask.${what}`);
  const breadcrumb = [{ title: translate('sessions.title'), href: sessionsPath }];
  const view = { page, session, active: 'sessions', breadcrumb, title, content } as const;
  return { page: await portalView(deps, view) };
}

interface QuestionProps {
  readonly page: PageRequest;
  readonly what: EndingName;
  readonly id: string;
}

function Question({ page, what, id }: QuestionProps): VNode {
  const { translate } = page;
  return (
    <Confirmation
      page={page}
      paragraphs={[translate(`sessions.ask.${what}.text`)]}
      action={endingPath}
      fields={{ what, id }}
      label={translate(endings[what].label)}
      back={sessionsPath}
    />
  );
}
