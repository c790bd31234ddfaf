import { ApiError } from '../base/errors.ts';
import type { MessageKey } from '../i18n/en/index.ts';

/** Texts by the error codes with which an act may refuse user input. */
export type RefusalTexts = Readonly<Record<string, MessageKey>>;

/**
 * The text for an error that the user can correct.
 * @throws the error itself, if it has no text
 */
export function refusalText(error: unknown, texts: RefusalTexts): MessageKey {
  const text = error instanceof ApiError && Object.hasOwn(texts, error.code) ? texts[error.code] : undefined;
  if (text === undefined) throw error;
  return text;
}
