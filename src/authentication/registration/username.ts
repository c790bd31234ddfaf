import transliterate from '@sindresorhus/transliterate';

const maximumLength = 24;

/**
 * The beginning of the username of a new user, to be followed by `_` and a number: `jan_vandam` for Jan Van Dam. Letters
 * of other scripts are spelt in Latin ones where that is known, else left out; so are apostrophes.
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
