import { messageNameKey } from '../../outbox/templates.ts';
import type { PageRequest } from '../../ui/page-request.ts';

/** The name of a kind of message; the template's own name when an older or newer version queued it. */
export function messageName({ translate }: Pick<PageRequest, 'translate'>, template: string): string {
  const key = messageNameKey(template);
  return key === undefined ? template : translate(key);
}
