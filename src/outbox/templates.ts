import { en, type MessageKey } from '../i18n/en/index.ts';

type Named<Key> = Key extends `messageName.${infer Template}` ? Template : never;

/** The kinds of messages. A kind without a name for operators does not compile. */
export type MessageTemplate = Named<MessageKey>;

/** The key of the text that names a kind of message; undefined for a kind that only another version knows. */
export function messageNameKey(template: string): MessageKey | undefined {
  const key = `messageName.${template}`;
  return Object.hasOwn(en, key) ? (key as MessageKey) : undefined;
}
