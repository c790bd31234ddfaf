/** JSON in which a bigint is a number with all its digits; everything else is as with `JSON.stringify`. */
export function toJson(value: unknown): string {
  // Random, so that no text can be mistaken for a number.
  let mark = '';
  const text = JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    mark ||= `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`;
    return mark + member;
  });
  return mark === '' ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
