import type { VNode } from 'preact';
import { userAgentFamily } from '../../audit/masking.ts';
import { forgetDevice } from '../../authentication/devices/acts.ts';
import { listTrustedDevices, type TrustedDevice } from '../../authentication/devices/queries.ts';
import { endOtherSessions, endSession } from '../../authentication/sessions/acts.ts';
import { listSessions } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/session.ts';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { portalView } from '../frame.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forSignedIn } from './signed-in.ts';

/** `GET /account/sessions`: where a user is signed in, and which browsers are remembered. */
export function sessionsPage({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { username, sessionId } = own;
    const sessions = await listSessions(db, username, page.now);
    const devices = await listTrustedDevices(db, username, page.now);
    const title = page.translate('sessions.title');
    const others = sessions.filter((session) => session.sessionId !== sessionId);
    const content = (
      <>
        <section class="card">
          <h1>{title}</h1>
          <ul class="rows">
            {sessions.map((session) => (
              <li key={session.sessionId}>
                <SessionView page={page} session={session} isOwn={session.sessionId === sessionId} />
              </li>
            ))}
          </ul>
          {others.length > 0 ? (
            <EndForm page={page} name="others" value="1" label={page.translate('sessions.endOthers')} />
          ) : (
            <p>{page.translate('sessions.onlyThis')}</p>
          )}
        </section>
        <Devices page={page} devices={devices} />
      </>
    );
    return { page: await portalView({ db }, { page, session: own, active: 'sessions', title, content }) };
  });
}

interface SessionProps {
  readonly page: PageRequest;
  readonly session: Session;
  readonly isOwn: boolean;
}

function SessionView({ page, session, isOwn }: SessionProps): VNode {
  const { translate } = page;
  return (
    <>
      <p>
        <strong>{userAgentFamily(session.userAgent) || translate('account.unknownBrowser')}</strong>
        {isOwn && ` (${translate('sessions.this')})`}
      </p>
      <p class="hint">
        <RichText
          page={page}
          text="sessions.times"
          values={{
            began: <Time page={page} at={session.createdAt} />,
            seen: <Time page={page} at={session.lastSeenAt} />,
            from: session.maskedIp,
          }}
        />
      </p>
      {!isOwn && (
        <EndForm page={page} name="session" value={session.sessionId} label={translate('sessions.end')} />
      )}
    </>
  );
}

interface EndFormProps {
  readonly page: PageRequest;
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

function EndForm({ page, name, value, label }: EndFormProps): VNode {
  return (
    <Form page={page} action="/account/sessions">
      <input type="hidden" name={name} value={value} />
      <Submit kind="quiet">{label}</Submit>
    </Form>
  );
}

function Devices({ page, devices }: { page: PageRequest; devices: readonly TrustedDevice[] }): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <h2>{translate('devices.title')}</h2>
      <p>{translate(devices.length > 0 ? 'devices.text' : 'devices.none')}</p>
      <ul class="rows">
        {devices.map((device) => (
          <li key={device.deviceId}>
            <p>
              <strong>{userAgentFamily(device.userAgent) || translate('account.unknownBrowser')}</strong>
            </p>
            <p class="hint">
              <RichText
                page={page}
                text="devices.used"
                values={{ at: <Time page={page} at={device.lastUsedAt} /> }}
              />
            </p>
            <EndForm page={page} name="device" value={device.deviceId} label={translate('devices.forget')} />
          </li>
        ))}
      </ul>
    </section>
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
