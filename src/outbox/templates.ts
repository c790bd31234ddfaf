import { en, type MessageKey } from '../i18n/en/index.ts';

type Named<Key> = Key extends `messageName.${infer Template}` ? Template : never;

/** The kinds of messages; one that operators cannot read the name of does not compile. */
export type MessageTemplate = Named<MessageKey>;

/** The text that names a kind of message; undefined for one of a version that had others. */
export function messageNameKey(template: string): MessageKey | undefined {
  const key = `messageName.${template}`;
  return Object.hasOwn(en, key) ? (key as MessageKey) : undefined;
}
