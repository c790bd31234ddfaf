import type { Activity } from '../audit/activity-queries.ts';
import type { AuditEventName } from '../audit/events.ts';
import type { Translate } from '../i18n/catalogue.ts';
import { en, type MessageKey } from '../i18n/en/index.ts';

/** The key of the text for an event. An event without a text does not compile. */
const keyOf = (event: AuditEventName): MessageKey => `event.${event}`;

/** Defaults for placeholders whose values an event does not have. */
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

/** The text for an event. An event that only another version knows is shown by its name. */
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

/** The text for a limit. A limit that only another version knows is shown by its code name. */
function limitName(translate: Translate, limit: string): string {
  const key = `limit.${limit}`;
  return Object.hasOwn(en, key) ? translate(key as MessageKey) : limit;
}
