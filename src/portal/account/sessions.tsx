import type { VNode } from 'preact';
import { userAgentFamily } from '../../audit/masking.ts';
import { listTrustedDevices, type TrustedDevice } from '../../authentication/devices/queries.ts';
import { listSessions } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/session.ts';
import { listClientsOfSessions } from '../../tokens/session-clients-queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, type Entry, type EntryAction, EntryList } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { portalView } from '../frame.tsx';
import { Pages, pageOf } from '../organizations/paging.tsx';
import { shortList } from '../short-list.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { endingQuestionPath } from './paths.ts';
import { forSignedIn } from './signed-in.ts';

/** Of sessions, and of browsers. */
export const shownOnPage = 20;

/** `GET /account/sessions`: where the user is signed in, and which browsers are remembered. */
export function sessionsPage({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { username, sessionId } = own;
    const sessions = await listSessions(db, username, page.now);
    const clients = await listClientsOfSessions(db, username);
    const devices = await listTrustedDevices(db, username, page.now);
    const title = page.translate('sessions.title');
    const content = (
      <>
        <Sessions page={page} sessions={sessions} clients={clients} own={sessionId} />
        <Devices page={page} devices={devices} />
      </>
    );
    return { page: await portalView({ db }, { page, session: own, active: 'sessions', title, content }) };
  });
}

interface SessionsProps {
  readonly page: PageRequest;
  readonly sessions: readonly Session[];
  /** The clients that the user signed in to, by session. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
  /** The id of the current session. */
  readonly own: string;
}

/** The current session comes first, because its last use is not recorded at once. */
function Sessions({ page, sessions, clients, own }: SessionsProps): VNode {
  const { translate } = page;
  const isOwn = ({ sessionId }: Session) => sessionId === own;
  const inOrder = [...sessions.filter(isOwn), ...sessions.filter((session) => !isOwn(session))];
  const { rows, ...paging } = pageOf(page, inOrder, shownOnPage);
  const entries = rows.map((session) => ({
    ...sessionEntry(page, session, clients.get(session.sessionId)),
    ...(isOwn(session)
      ? { marks: <Badge kind="good">{translate('sessions.this')}</Badge> }
      : { actions: [endAction(page, session)] }),
  }));
  return (
    <EntryList id="sessions" title={translate('menu.sessions')} entries={entries} none="">
      <Pages page={page} {...paging} />
      {sessions.length > 1 ? (
        <p>
          <a class="button danger" href={endingQuestionPath('others')}>
            {translate('sessions.endOthers')}
          </a>
        </p>
      ) : (
        <p class="hint">{translate('sessions.onlyThis')}</p>
      )}
    </EntryList>
  );
}

function endAction(page: PageRequest, session: Session): EntryAction {
  const text = page.translate('sessions.end');
  const href = endingQuestionPath('session', session.sessionId);
  return { href, text, label: `${text}: ${browserName(page, session)}`, isDangerous: true };
}

function forgetAction(page: PageRequest, device: TrustedDevice): EntryAction {
  const text = page.translate('devices.forget');
  const href = endingQuestionPath('device', device.deviceId);
  return { href, text, label: `${text}: ${browserName(page, device)}`, isDangerous: true };
}

function Devices({ page, devices }: { page: PageRequest; devices: readonly TrustedDevice[] }): VNode {
  const { translate } = page;
  const { rows, ...paging } = pageOf(page, devices, shownOnPage, 'devices');
  return (
    <EntryList
      id="devices"
      title={translate('devices.title')}
      text={devices.length > 0 ? translate('devices.text') : undefined}
      entries={rows.map((device) => ({
        ...deviceEntry(page, device),
        actions: [forgetAction(page, device)],
      }))}
      none={translate('devices.none')}
    >
      <Pages page={page} {...paging} />
    </EntryList>
  );
}

/** A remembered browser in a list. */
export function deviceEntry(page: PageRequest, device: TrustedDevice): Entry {
  const at = <Time page={page} at={device.lastUsedAt} />;
  return {
    key: device.deviceId,
    title: browserName(page, device),
    details: <RichText page={page} text="devices.used" values={{ at }} />,
  };
}

/** The name of the browser of a session or device. */
function browserName({ translate }: PageRequest, { userAgent }: { readonly userAgent: string }): string {
  return userAgentFamily(userAgent) || translate('sessions.unknownBrowser');
}

/** A session in a list: its browser, when and where it was used, and the clients that the user signed in to. */
export function sessionEntry(page: PageRequest, session: Session, clients: readonly string[] = []): Entry {
  const { translate } = page;
  return {
    key: session.sessionId,
    title: browserName(page, session),
    details: (
      <>
        <p>
          <RichText
            page={page}
            text="sessions.times"
            values={{
              began: <Time page={page} at={session.createdAt} />,
              seen: <Time page={page} at={session.lastSeenAt} />,
              from: session.maskedIp || translate('link.unknownPlace'),
            }}
          />
        </p>
        {clients.length > 0 && (
          <p>{translate('sessions.clients', { clients: shortList(translate, clients) })}</p>
        )}
      </>
    ),
  };
}
