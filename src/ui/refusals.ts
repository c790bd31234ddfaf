import { ApiError } from '../base/errors.ts';
import type { MessageKey } from '../i18n/en/index.ts';

/** The text for each code with which an act may refuse what a user entered. */
export type RefusalTexts = Readonly<Record<string, MessageKey>>;

/**
 * What the user can correct, in words.
 * @throws the error, when it is none of these
 */
export function refusalText(error: unknown, texts: RefusalTexts): MessageKey {
  const text = error instanceof ApiError && Object.hasOwn(texts, error.code) ? texts[error.code] : undefined;
  if (text === undefined) throw error;
  return text;
}
