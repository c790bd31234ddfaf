import type { VNode } from 'preact';
import { userAgentFamily } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { deleteTrustedDevice, listTrustedDevices } from '../../authentication/devices/queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { momentText } from '../../mail/security-mails.ts';
import { endOtherSessions, endSession } from '../../sessions/ending.ts';
import { listSessions } from '../../sessions/queries.ts';
import type { SessionRow, TrustedDeviceRow } from '../../sessions/tables.ts';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forSignedIn } from './signed-in.ts';

/** `GET /account/sessions`: where a user is signed in, and which browsers are remembered. */
export function sessionsPage({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, { username, session_id }) => {
    const sessions = await listSessions(db, username, page.now);
    const devices = await listTrustedDevices(db, username, page.now);
    const title = page.translate('sessions.title');
    const others = sessions.filter((session) => session.session_id !== session_id);
    const content = (
      <>
        <section class="card">
          <h1>{title}</h1>
          <ul class="rows">
            {sessions.map((session) => (
              <li key={session.session_id}>
                <SessionRowView page={page} session={session} isOwn={session.session_id === session_id} />
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
    return { page: { title, content, width: 'wide' } };
  });
}

interface SessionRowProps {
  readonly page: PageRequest;
  readonly session: SessionRow;
  readonly isOwn: boolean;
}

function SessionRowView({ page, session, isOwn }: SessionRowProps): VNode {
  const { translate, language } = page;
  return (
    <>
      <p>
        <strong>{userAgentFamily(session.user_agent) || translate('account.unknownBrowser')}</strong>
        {isOwn && ` (${translate('sessions.this')})`}
      </p>
      <p class="hint">
        {translate('sessions.times', {
          began: momentText(language, session.created_at),
          seen: momentText(language, session.last_seen_at),
          from: session.masked_ip,
        })}
      </p>
      {!isOwn && (
        <EndForm page={page} name="session" value={session.session_id} label={translate('sessions.end')} />
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

function Devices({ page, devices }: { page: PageRequest; devices: readonly TrustedDeviceRow[] }): VNode {
  const { translate, language } = page;
  return (
    <section class="card">
      <h2>{translate('devices.title')}</h2>
      <p>{translate(devices.length > 0 ? 'devices.text' : 'devices.none')}</p>
      <ul class="rows">
        {devices.map((device) => (
          <li key={device.device_id}>
            <p>
              <strong>{userAgentFamily(device.user_agent) || translate('account.unknownBrowser')}</strong>
            </p>
            <p class="hint">{translate('devices.used', { at: momentText(language, device.last_used_at) })}</p>
            <EndForm page={page} name="device" value={device.device_id} label={translate('devices.forget')} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `POST /account/sessions`: ends one session or all others, or forgets a browser. */
export function endSessions({ db }: SignInDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { values } = page.submission;
    const { session, others, device } = values;
    const source = actorOfPage(page, own);
    const { username, session_id } = own;
    await inTransaction(db, async (trx) => {
      if (session !== undefined && (await endSession(trx, username, session)))
        await recordEvent(trx, source, 'session.ended', { username, sessions: 'other' });
      if (others !== undefined) {
        await endOtherSessions(trx, username, session_id);
        await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
      }
      if (device !== undefined) await deleteTrustedDevice(trx, username, device);
    });
    return { redirect: '/account/sessions' };
  });
}
