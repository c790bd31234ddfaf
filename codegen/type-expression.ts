/** A parsed RAML type expression: `(Cat | Dog)[]` is a list of a union of two names. */
export type TypeExpression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'array'; readonly items: TypeExpression }
  | { readonly kind: 'union'; readonly options: readonly TypeExpression[] };

/** @returns undefined if the text is not a type expression */
export function parseTypeExpression(text: string): TypeExpression | undefined {
  const tokens = text.match(/[()|?]|\[\s*\]|[^()|?[\]\s]+/g) ?? [];
  const reader: Reader = { tokens, position: 0 };
  const found = union(reader);
  return reader.position === tokens.length ? found : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  position: number;
}

function union(reader: Reader): TypeExpression | undefined {
  const options: TypeExpression[] = [];
  do {
    const option = suffixed(reader);
    if (!option) return undefined;
    options.push(...(option.kind === 'union' ? option.options : [option]));
  } while (take(reader, '|'));
  const [only] = options;
  return options.length === 1 ? only : { kind: 'union', options };
}

function suffixed(reader: Reader): TypeExpression | undefined {
  let found = primary(reader);
  while (found) {
    if (takeArray(reader)) found = { kind: 'array', items: found };
    else if (take(reader, '?')) found = { kind: 'union', options: [found, { kind: 'name', name: 'nil' }] };
    else break;
  }
  return found;
}

function primary(reader: Reader): TypeExpression | undefined {
  if (take(reader, '(')) {
    const inner = union(reader);
    return inner && take(reader, ')') ? inner : undefined;
  }
  const name = reader.tokens[reader.position];
  if (name === undefined || /^[()|?[]/.test(name)) return undefined;
  reader.position++;
  return { kind: 'name', name };
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.position] !== token) return false;
  reader.position++;
  return true;
}

function takeArray(reader: Reader): boolean {
  if (!reader.tokens[reader.position]?.startsWith('[')) return false;
  reader.position++;
  return true;
}
