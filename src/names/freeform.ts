/**
 * The one rule for the names that users and programs choose. It follows the FreeformClass of PRECIS (RFC 8264, sections
 * 4.3, 8 and 9) and uses the Unicode properties of the runtime, because npm has no maintained library for it. It
 * differs where the RFC would reject ordinary names: the middle dot is allowed between any letters (RFC 5892, appendix
 * A.3, allows it in Catalan only), and the joiners are allowed inside every word of a script that joins its letters
 * (A.1 and A.2 require a virama or certain neighbours).
 */

const joiningScripts = [
  ['Arab', 'Beng', 'Deva', 'Gujr', 'Guru', 'Khmr', 'Knda', 'Mlym', 'Mong', 'Mymr'],
  ['Nkoo', 'Orya', 'Phag', 'Sinh', 'Syrc', 'Taml', 'Telu', 'Tibt'],
].flat();
const scripts = joiningScripts.map((name) => `\\p{sc=${name}}`).join('');
/** ZWNJ and ZWJ between letters of a joining script, where they affect the spelling. */
const joiner = `(?<=[${scripts}])[\\u200c\\u200d](?=[\\p{L}\\p{M}])`;

/**
 * Control characters, direction marks, invisible characters, line separators, private use and unassigned code points.
 */
const unseen = '\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800';
/**
 * Conjoining Hangul letters, and characters that only stretch or repeat others (the exceptions of RFC 8264, section
 * 9.6).
 */
const combining =
  '\\u1100-\\u11ff\\ua960-\\ua97f\\ud7b0-\\ud7ff\\u0640\\u07fa\\u302e\\u302f\\u3031-\\u3035\\u303b';
/** A combining mark at the start of the text, or more than four in a row (UTS 39, section 5.4). */
const loose = '^\\p{M}|(?<=\\p{Mn}{4})\\p{Mn}';

const refused = new RegExp(`(?!${joiner})[${unseen}${combining}]|${loose}`, 'gu');

/** No name is longer. Composing takes time that grows with the square of the length. */
const longest = 2000;

function foldSpaces(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^ | $/g, '');
}

/**
 * Folds a name as RFC 8266, section 2.1, folds nicknames: every space becomes U+0020, spaces at the ends are removed,
 * repeated spaces become one, and the text is composed (NFC). Case and width stay as written.
 * @returns undefined when the text is empty, too long for any name, or contains a character that no name may contain
 */
export function foldName(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const name = foldSpaces(text);
  return name !== '' && name.search(refused) === -1 ? name : undefined;
}

/** Removes what a name cannot contain from a name that another service supplied. The result may be empty. */
export function cleanName(text: string): string {
  return foldSpaces(foldSpaces(text.slice(0, longest)).replace(refused, ''));
}

/** Whether a key is in its canonical form, so that folding changes nothing. */
export function isPlainKey(text: string): boolean {
  return foldName(text) === text;
}
