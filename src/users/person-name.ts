const minimumLength = 2;
const maximumLength = 60;

/** Letters of any script with their marks, hyphen, underscore, apostrophes, middle dot, spaces. */
const allowed = /^[\p{L}\p{M}\p{Zs}\-_'’·]+$/u;

/**
 * A first or last name as it is stored: in Unicode's composed form (NFC), without spaces at the ends. Characters that
 * control anything, such as the direction of writing, are none of a name.
 * @returns undefined when it cannot be a name
 */
export function readPersonName(text: string): string | undefined {
  const name = text.normalize('NFC').trim();
  const length = [...name].length;
  return length >= minimumLength && length <= maximumLength && allowed.test(name) ? name : undefined;
}
