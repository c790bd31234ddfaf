import transliterate from '@sindresorhus/transliterate';

const maximumLength = 24;

/**
 * The first part of a new user's username, before `_` and a number: `jan_vandam` for Jan Van Dam. Letters of
 * other scripts are transliterated if possible and dropped otherwise; apostrophes are dropped.
 * @returns `user` when nothing is left
 */
export function usernameBase(firstName: string, lastName: string): string {
  const words = [firstName, lastName].map(plainWord).filter((word) => word !== '');
  const base = words
    .join('_')
    .slice(0, maximumLength)
    .replace(/[-_]+$/, '');
  return base === '' ? 'user' : base;
}

function plainWord(name: string): string {
  return transliterate(name.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^a-z\d_-]/g, '')
    .replace(/^[-_]+|[-_]+$/g, '');
}
