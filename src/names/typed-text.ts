/** White space of every kind, controls, and what cannot be seen. */
const blanks =
  /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+|[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]+$/gu;

/**
 * What a user typed or pasted where a username, email address or phone number is expected: nothing around it, characters
 * of full width as the usual ones (RFC 8265, section 3.3.1), composed (NFC).
 */
export function foldTyped(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .replace(blanks, '')
    .normalize('NFC');
}

/** A username as it is stored, in lower case (RFC 8265, section 3.3). Whether it can be one is for the look-up to tell. */
export function foldUsername(text: string): string {
  return foldTyped(text).replaceAll('\0', '').toLowerCase();
}
