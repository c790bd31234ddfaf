/**
 * The one rule for what people and programs call things, after the FreeformClass of PRECIS (RFC 8264, sections 4.3, 8
 * and 9), by the Unicode properties of the runtime: npm has no kept library for it. It differs where names would suffer:
 * the middle dot stands between any letters (RFC 5892, appendix A.3, allows it in Catalan only), and the joiners may
 * stand inside every word of a script that joins its letters (A.1 and A.2 want a virama or certain neighbours).
 */

const joiningScripts = [
  ['Arab', 'Beng', 'Deva', 'Gujr', 'Guru', 'Khmr', 'Knda', 'Mlym', 'Mong', 'Mymr'],
  ['Nkoo', 'Orya', 'Phag', 'Sinh', 'Syrc', 'Taml', 'Telu', 'Tibt'],
].flat();
const scripts = joiningScripts.map((name) => `\\p{sc=${name}}`).join('');
/** ZWNJ and ZWJ where they write something. */
const joiner = `(?<=[${scripts}])[\\u200c\\u200d](?=[\\p{L}\\p{M}])`;

/** Controls, what changes the direction of writing, what cannot be seen, line separators, private and unassigned ones. */
const unseen = '\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800';
/** Combining Hangul letters, and the exceptions of RFC 8264, section 9.6: what stretches or repeats other letters. */
const combining =
  '\\u1100-\\u11ff\\ua960-\\ua97f\\ud7b0-\\ud7ff\\u0640\\u07fa\\u302e\\u302f\\u3031-\\u3035\\u303b';
/** Marks that hang on what stands before the text, or are heaped up over the lines above (UTS 39, section 5.4). */
const loose = '^\\p{M}|(?<=\\p{Mn}{4})\\p{Mn}';

const refused = new RegExp(`(?!${joiner})[${unseen}${combining}]|${loose}`, 'gu');

function foldSpaces(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^ | $/g, '');
}

/**
 * A text that people read as a name, folded as nicknames are (RFC 8266, section 2.1): every space is U+0020, none at the
 * ends, one at a time within, composed (NFC). Case and width stay as written.
 * @returns undefined when a character of it can be no part of a name
 */
export function foldName(text: string): string | undefined {
  const name = foldSpaces(text);
  return name !== '' && name.search(refused) === -1 ? name : undefined;
}

/** A name that another service gave, without what can be no part of one. Perhaps empty. */
export function cleanName(text: string): string {
  return foldSpaces(foldSpaces(text).replace(refused, ''));
}

/** Whether a key is written the one way in which it can be written: folding changes nothing of it. */
export function isPlainKey(text: string): boolean {
  return foldName(text) === text;
}
