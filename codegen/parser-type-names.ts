import { typeExpressions } from './parser.ts';

/** What the parser's grammar does not allow in names of types, although RAML allows any text there. */
const unknown = /[^\w\-.:#/?\s()|[\]<>,]/gu;

/** Names of types may have letters and signs of any language. */
export function readAnyTypeNames(): void {
  const { parse } = typeExpressions;
  typeExpressions.parse = (text) => {
    const known = text.replace(unknown, (letter) => `__${letter.codePointAt(0)}__`);
    const found = parse(known);
    return known === text ? found : JSON.parse(JSON.stringify(found), (_key, value) => withLetters(value));
  };
}

function withLetters(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/__(\d+)__/g, (_all, code) => String.fromCodePoint(Number(code)));
}
