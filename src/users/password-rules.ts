import { dictionary } from '@zxcvbn-ts/language-common';

/** Why a password is not taken. */
export type PasswordProblem = 'tooShort' | 'tooLong' | 'common' | 'personal';

const maximumLength = 256;
/** Own words shorter than this are part of too many other words. */
const shortestOwnWord = 4;
/** How many letters and digits must be left of a password without the own words in it. */
const smallestRest = 4;

export interface PasswordContext {
  /** In characters. */
  readonly minimumLength: number;
  /** What others know about the person: names, username, addresses, numbers. */
  readonly known: readonly string[];
}

/**
 * What is wrong with a new password: its length in characters, that many people use it, or that it is little more than
 * what others know about the person.
 * @returns undefined when it is good
 */
export function findPasswordProblem(
  password: string,
  { minimumLength, known }: PasswordContext,
): PasswordProblem | undefined {
  const text = password.normalize('NFC');
  const length = [...text].length;
  if (length < minimumLength) return 'tooShort';
  if (length > maximumLength) return 'tooLong';
  if (commonPasswords().has(text.toLowerCase())) return 'common';
  return isPersonal(text, known) ? 'personal' : undefined;
}

function isPersonal(password: string, known: readonly string[]): boolean {
  const text = lettersOf(password);
  const rest = ownWords(known).reduce((left, word) => left.replaceAll(word, ''), text);
  return rest !== text && [...rest].length < smallestRest;
}

/** The longest first, so that parts do not keep the whole from being found. */
function ownWords(known: readonly string[]): string[] {
  const parts = known.flatMap((text) => [text, ...text.split(/[\s@._+-]+/)]);
  return parts
    .map(lettersOf)
    .filter((part) => [...part].length >= shortestOwnWord)
    .sort((a, b) => b.length - a.length);
}

/** Letters and digits, in lower case. */
function lettersOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\d]/gu, '');
}

let common: ReadonlySet<string> | undefined;

/** 49 000 passwords in lower case, unpacked when the first one is asked about. */
function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(dictionary['passwords-common']);
  return common;
}
