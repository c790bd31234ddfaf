/** The character after all others in byte order: names that begin with `a` lie between `a` and `a` with this one. */
export const lastCharacter = '\u{10ffff}';
