import { Refusal, refuseMismatches } from './refusal-runtime.ts';

export type Values = Record<string, unknown>;

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  '': true,
  false: false,
  '0': false,
};

/** A value that cannot be converted stays text, and is then a mismatch. */
export function readValue(type: string, texts: readonly string[]): unknown {
  const [first] = texts;
  if (first === undefined) return undefined;
  if (type.endsWith('[]')) return texts.map((text) => readValue(type.slice(0, -2), [text]));
  if (type === 'boolean') return flags[first] ?? first;
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(first))
    return Number(first);
  return type === 'json' ? parseOr(first, first) : first;
}

export function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Files are `{ filename, mediaType, bytes }`. */
export async function readForm(bytes: Buffer, contentType: string): Promise<[string, unknown][]> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) throw new Refusal(400, 'The form cannot be read', [{ path: 'body', message: 'is no form' }]);
  const entries: [string, string | File][] = [];
  form.forEach((entry, name) => void entries.push([name, entry]));
  return Promise.all(
    entries.map(async ([name, entry]): Promise<[string, unknown]> => {
      if (typeof entry === 'string') return [name, entry];
      const content = new Uint8Array(await entry.arrayBuffer());
      return [name, { filename: entry.name, mediaType: entry.type, bytes: content }];
    }),
  );
}

/** A repeated name is a list. */
export function readFields(
  entries: readonly [string, unknown][],
  types: Readonly<Record<string, string>> = {},
): Values {
  const lists = new Map<string, unknown[]>();
  for (const [name, entry] of entries) lists.set(name, [...(lists.get(name) ?? []), entry]);
  return Object.fromEntries(
    [...lists].map(([name, list]) => {
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      return [name, readField(name, type, list)];
    }),
  );
}

function readField(name: string, type: string | undefined, list: readonly unknown[]): unknown {
  const [only, ...others] = list.map((entry) => {
    const isText = typeof entry === 'string';
    if (type && !type.startsWith('any') && isText === type.startsWith('file'))
      refuseMismatches([{ path: `body.${name}`, message: isText ? 'must be a file' : 'must be no file' }]);
    return isText ? readValue((type ?? 'string').replace('[]', ''), [entry]) : entry;
  });
  return others.length === 0 && !type?.endsWith('[]') ? only : [only, ...others];
}
