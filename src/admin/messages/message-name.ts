import { messageNameKey } from '../../outbox/templates.ts';
import type { PageRequest } from '../../ui/page-request.ts';

/** What a kind of message is called; its code name when it is of a version that had others. */
export function messageName({ translate }: Pick<PageRequest, 'translate'>, template: string): string {
  const key = messageNameKey(template);
  return key === undefined ? template : translate(key);
}
