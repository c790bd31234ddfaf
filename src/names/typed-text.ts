const blank = '[\\s\\p{C}\\p{Default_Ignorable_Code_Point}\\u2800]';
/**
 * White space of every kind, control characters and invisible characters, at either end. The lookbehind makes the
 * search begin once for each run of them, not once for each character.
 */
const blanks = new RegExp(`^${blank}+|(?<!${blank})${blank}+$`, 'gu');

/**
 * No username, email address or phone number is longer. Composing and encoding a text take time that grows with the
 * square of its length.
 */
export const longestTyped = 1000;

/**
 * Folds what a user typed or pasted as a username, email address or phone number: removes white space and invisible
 * characters at the ends, replaces full-width characters (RFC 8265, section 3.3.1) and, unless the text is longer than
 * any name, composes (NFC).
 */
export function foldTyped(text: string): string {
  const bare = text.replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC')).replace(blanks, '');
  return bare.length > longestTyped ? bare : bare.normalize('NFC');
}

/** A username in its stored form, lower case (RFC 8265, section 3.3). Does not check whether it can be a username. */
export function foldUsername(text: string): string {
  return foldTyped(text).replaceAll('\0', '').toLowerCase();
}
