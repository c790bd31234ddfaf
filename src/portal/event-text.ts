import type { AuditEventName } from '../audit/events.ts';
import type { Activity } from '../audit/queries.ts';
import type { Translate } from '../i18n/catalogue.ts';
import { en, type MessageKey } from '../i18n/en/index.ts';

/** A text for each event; one without does not compile. */
const keyOf = (event: AuditEventName): MessageKey => `event.${event}`;

/** What the texts may ask for, where an event does not say it. */
const unknown = {
  username: '',
  globalid: '',
  organization: '',
  label: '',
  contact: '',
  client: '',
  key: '',
  role: '',
  factor: '',
  reason: '',
  sessions: '',
  provider: '',
  document: '',
  contract: '',
  operation: '',
  scope: '',
  grant: '',
  name: '',
  former: '',
  language: '',
  seconds: '',
  channel: '',
  limit: '',
  about: '',
  kid: '',
  algorithm: '',
  webhook: '',
  user: '',
  group: '',
};

/** An event in words; by its name when it is of a version that had others. */
export function eventText(
  translate: Translate,
  { event, username, globalid, details }: Pick<Activity, 'event' | 'username' | 'globalid' | 'details'>,
): string {
  const key = keyOf(event as AuditEventName);
  if (!Object.hasOwn(en, key)) return event;
  const said = Object.entries(details).map(([name, value]) => [name, String(value)]);
  return translate(key, {
    ...unknown,
    ...Object.fromEntries(said),
    limit: limitName(translate, String(details.limit ?? '')),
    username: username ?? '',
    globalid: globalid ?? '',
  });
}

/** What a limit counts; its code name when it is of a version that had others. */
function limitName(translate: Translate, limit: string): string {
  const key = `limit.${limit}`;
  return Object.hasOwn(en, key) ? translate(key as MessageKey) : limit;
}
