/** White space of every kind, control characters and invisible characters, at either end. */
const blanks =
  /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+|[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+$/gu;

/**
 * Folds what a user typed or pasted as a username, email address or phone number: removes white space and invisible
 * characters at the ends, replaces full-width characters (RFC 8265, section 3.3.1) and composes (NFC).
 */
export function foldTyped(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .replace(blanks, '')
    .normalize('NFC');
}

/** A username in its stored form, lower case (RFC 8265, section 3.3). Does not check whether it can be a username. */
export function foldUsername(text: string): string {
  return foldTyped(text).replaceAll('\0', '').toLowerCase();
}
