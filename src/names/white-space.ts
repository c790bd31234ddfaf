/**
 * Whether the white space of a text is single spaces between other characters. Tabs, line breaks and runs of spaces look
 * like something else in a list, a mail or a log, so no new name has them.
 */
export function isPlainlySpaced(text: string): boolean {
  return /^\S+(?: \S+)*$/.test(text);
}
