import { Unprocessable } from '../../base/errors.ts';
import { isCommonPassword } from './common-passwords.ts';

/** The reason why a password is refused. */
export type PasswordProblem = 'tooShort' | 'tooLong' | 'common' | 'personal' | 'leaked';

export const maximumPasswordLength = 256;
/** Shorter words about the user are not looked for, because they are part of too many other words. */
const shortestKnownWord = 4;
/** Names of this service, which attackers try first. */
const serviceNames = ['itsyou.online'];
/** How many letters and digits a password needs besides the words about the user. */
const smallestRest = 4;

/** The rules for new passwords, wherever one is chosen. */
export interface PasswordRules {
  /** In characters. */
  readonly minimumLength: number;
  /**
   * Finds what is wrong with a new password. May call another server, so do not use it in a transaction.
   * @param known what others know about the user
   * @returns undefined when the password is acceptable
   */
  findProblem(password: string, known: readonly string[]): Promise<PasswordProblem | undefined>;
}

/** 422: a new password breaks the rules. */
export class PasswordRefused extends Unprocessable {
  readonly problem: PasswordProblem;

  constructor(problem: PasswordProblem, minimumLength: number) {
    super('invalid_password', { description: describe(problem, minimumLength) });
    this.problem = problem;
  }
}

/** @throws PasswordRefused */
export async function refuseBadPassword(
  rules: PasswordRules,
  password: string,
  known: readonly string[],
): Promise<void> {
  const problem = await rules.findProblem(password, known);
  if (problem) throw new PasswordRefused(problem, rules.minimumLength);
}

function describe(problem: PasswordProblem, minimum: number): string {
  const length = `A password has ${minimum} to ${maximumPasswordLength} characters.`;
  const descriptions: Readonly<Record<PasswordProblem, string>> = {
    tooShort: length,
    tooLong: length,
    common: 'Many people use this password.',
    personal: 'This password is little more than what others know about the user.',
    leaked: 'This password is known from a leak of another site.',
  };
  return descriptions[problem];
}

/** @param isLeaked called last, and only for passwords with no other problem */
export function createPasswordRules(
  minimumLength: number,
  isLeaked: (password: string) => Promise<boolean>,
): PasswordRules {
  return {
    minimumLength,
    async findProblem(password, known) {
      const problem = findPasswordProblem(password, { minimumLength, known });
      if (problem) return problem;
      return (await isLeaked(password.normalize('NFC'))) ? 'leaked' : undefined;
    },
  };
}

export interface PasswordContext {
  /** In characters. */
  readonly minimumLength: number;
  /** What others know about the user: names, username, email addresses, phone numbers. */
  readonly known: readonly string[];
}

/** Composing shortens a text by less than this. It takes time that grows with the square of the length. */
const longestUncomposed = 8 * maximumPasswordLength;

/**
 * Finds what is wrong with a new password without calling another server: its length in characters, that it
 * is common, or that it is little more than the name of this service or what others know about the user.
 * @returns undefined when nothing is wrong
 */
export function findPasswordProblem(
  password: string,
  { minimumLength, known }: PasswordContext,
): PasswordProblem | undefined {
  if (password.length > longestUncomposed) return 'tooLong';
  const text = password.normalize('NFC');
  const length = [...text].length;
  if (length < minimumLength) return 'tooShort';
  if (length > maximumPasswordLength) return 'tooLong';
  if (isCommonPassword(text) || isMostlyKnownWords(text, serviceNames)) return 'common';
  return isMostlyKnownWords(text, known) ? 'personal' : undefined;
}

function isMostlyKnownWords(password: string, known: readonly string[]): boolean {
  const text = lettersOf(password);
  const rest = knownParts(known).reduce((left, word) => left.replaceAll(word, ''), text);
  return rest !== text && [...rest].length < smallestRest;
}

/** Longest first, so that removing a part does not hide the whole. */
function knownParts(known: readonly string[]): string[] {
  const bounded = known.map((text) => text.slice(0, longestUncomposed));
  const parts = bounded.flatMap((text) => [text, ...text.split(/[\s@._+-]+/)]);
  return parts
    .map(lettersOf)
    .filter((part) => [...part].length >= shortestKnownWord)
    .sort((a, b) => b.length - a.length);
}

/** Only letters and digits, in lower case. */
function lettersOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\d]/gu, '');
}
