import type { VNode } from 'preact';
import { userAgentFamily } from '../../audit/masking.ts';
import { forgetDevice } from '../../authentication/devices/acts.ts';
import { listTrustedDevices, type TrustedDevice } from '../../authentication/devices/queries.ts';
import { endOtherSessions, endSession } from '../../authentication/sessions/acts.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { listSessions } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/session.ts';
import { listClientsOfSessions } from '../../tokens/session-clients-queries.ts';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { portalView } from '../frame.tsx';
import { shortList } from '../short-list.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forSignedIn } from './signed-in.ts';

/** `GET /account/sessions`: where a user is signed in, and which browsers are remembered. */
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
  /** What the user signed in to, by session. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
  /** The session of this browser. */
  readonly own: string;
}

function Sessions({ page, sessions, clients, own }: SessionsProps): VNode {
  const { translate } = page;
  const entries = sessions.map((session) => ({
    ...sessionEntry(page, session, clients.get(session.sessionId)),
    ...(session.sessionId === own
      ? { marks: <Badge kind="good">{translate('sessions.this')}</Badge> }
      : { forms: <EndForm page={page} name="session" value={session.sessionId} text="sessions.end" /> }),
  }));
  return (
    <EntryList id="sessions" title={translate('menu.sessions')} entries={entries} none="">
      {entries.length > 1 ? (
        <EndForm page={page} name="others" value="1" text="sessions.endOthers" />
      ) : (
        <p class="hint">{translate('sessions.onlyThis')}</p>
      )}
    </EntryList>
  );
}

interface EndFormProps {
  readonly page: PageRequest;
  readonly name: string;
  readonly value: string;
  readonly text: MessageKey;
}

function EndForm({ page, name, value, text }: EndFormProps): VNode {
  return (
    <Form page={page} action="/account/sessions">
      <input type="hidden" name={name} value={value} />
      <Submit kind="quiet">{page.translate(text)}</Submit>
    </Form>
  );
}

function Devices({ page, devices }: { page: PageRequest; devices: readonly TrustedDevice[] }): VNode {
  const { translate } = page;
  const entries = devices.map((device) => ({
    key: device.deviceId,
    title: userAgentFamily(device.userAgent) || translate('sessions.unknownBrowser'),
    details: (
      <RichText
        page={page}
        text="devices.used"
        values={{ at: <Time page={page} at={device.lastUsedAt} /> }}
      />
    ),
    forms: <EndForm page={page} name="device" value={device.deviceId} text="devices.forget" />,
  }));
  return (
    <EntryList
      id="devices"
      title={translate('devices.title')}
      text={devices.length > 0 ? translate('devices.text') : undefined}
      entries={entries}
      none={translate('devices.none')}
    />
  );
}

/** `POST /account/sessions`: ends one session or all others, or forgets a browser. */
export function submitSessions(deps: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { session: sessionId, others, device: deviceId } = page.submission.values;
    const actor = actorOfPage(page, own);
    const { username } = own;
    if (sessionId !== undefined) await endSession(deps, actor, { username, sessionId });
    if (others !== undefined) await endOtherSessions(deps, actor, username);
    if (deviceId !== undefined) await forgetDevice(deps, actor, { username, deviceId });
    const done =
      sessionId !== undefined ? 'sessionEnded' : others !== undefined ? 'othersEnded' : 'deviceForgotten';
    keepNotice(page, `notice.${done}`);
    return { redirect: '/account/sessions' };
  });
}

/** A session in a list: its browser, when and from where it was used, and what the user signed in to. */
export function sessionEntry(page: PageRequest, session: Session, clients: readonly string[] = []): Entry {
  const { translate } = page;
  return {
    key: session.sessionId,
    title: userAgentFamily(session.userAgent) || translate('sessions.unknownBrowser'),
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
