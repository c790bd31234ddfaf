/**
 * What the FreeformClass of PRECIS leaves out (RFC 8264, sections 4.3 and 8 to 9), by the Unicode properties of the
 * runtime: controls, what changes the direction of writing or cannot be seen, line and paragraph separators, unassigned
 * and private code points, and combining Hangul letters. No kept library exists for it on npm: the only one is of 2016,
 * for the framework's first edition and Unicode 8.
 */
const left =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;

/** Where ZWNJ and ZWJ write something: inside words of scripts that join their letters (RFC 5892, appendix A). */
const joined =
  /(?<=[\p{sc=Arab}\p{sc=Beng}\p{sc=Deva}\p{sc=Gujr}\p{sc=Guru}\p{sc=Khmr}\p{sc=Knda}\p{sc=Mlym}\p{sc=Mong}\p{sc=Mymr}\p{sc=Orya}\p{sc=Sinh}\p{sc=Syrc}\p{sc=Taml}\p{sc=Telu}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;

/** Whether every character of a text can be seen, or belongs to what can be seen. */
export function isFreeform(text: string): boolean {
  return text.isWellFormed() && !left.test(text.replace(joined, ''));
}

/**
 * A text that people read as a name, folded as nicknames are (RFC 8266, section 2.1): every space is U+0020, none at the
 * ends, one at a time within, composed (NFC). Case and width stay as written.
 * @returns undefined when a character of it can be no part of a name
 */
export function foldName(text: string): string | undefined {
  const name = text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^ | $/g, '');
  return name !== '' && isFreeform(name) ? name : undefined;
}

/** Whether a key is written the one way in which it can be written: folding changes nothing of it. */
export function isPlainKey(text: string): boolean {
  return foldName(text) === text;
}
