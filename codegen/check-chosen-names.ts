import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { Diagnostic, Place } from './diagnostics.ts';
import { type Api, operationsOf } from './model.ts';
import { isDisplayName, isReservedMember, isServiceName, isTypeName, operationName } from './names.ts';
import type { Profile } from './profile.ts';
import { members, type SourceNode } from './source.ts';

type Kind = 'operations' | 'types' | 'services';

/** Names that the configuration decides on must be for something in the contract, and be names. */
export function checkChosenNames(root: SourceNode, api: Api, profile: Profile): Diagnostic[] {
  const { names } = profile;
  const kinds: readonly Kind[] = ['operations', 'types', 'services'];
  return kinds.flatMap((kind) => {
    const known = knownNames(kind, root, api);
    return Object.entries(names[kind]).flatMap(([key, name]) => {
      const message =
        wrongProfile(kind, profile) ??
        unknownKey(kind, key, known) ??
        wrongName(kind, key, name, names[kind]);
      return message === undefined ? [] : [{ place: placeOf(profile, kind, key), message }];
    });
  });
}

function knownNames(kind: Kind, root: SourceNode, api: Api): readonly string[] {
  const operations = operationsOf(api);
  switch (kind) {
    case 'operations':
      return operations.map(({ method, path }) => `${method} ${path}`);
    case 'types':
      return [...members(root, 'types'), ...members(root, 'schemas')].map(({ key = '' }) => key);
    case 'services':
      return operations.map(({ path }) => path);
  }
}

function wrongProfile(kind: Kind, { name }: Profile): string | undefined {
  if (name !== 'strict' || kind === 'types') return undefined;
  return `"names.${kind}" is for the profiles "open" and "lenient"; with "strict" the contract names them.`;
}

const things = { operations: 'operation', types: 'type', services: 'resource' } as const;

function unknownKey(kind: Kind, key: string, known: readonly string[]): string | undefined {
  const found =
    kind === 'services' ? known.some((path) => `${path}/`.startsWith(`${key}/`)) : known.includes(key);
  if (found) return undefined;
  const [first] = known;
  const example = first === undefined ? '' : `, as in "${first}"`;
  return `The contract has no ${things[kind]} "${key}". Write it as the contract does${example}, or remove it.`;
}

const rules = {
  operations: { isName: isDisplayName, rule: 'a letter first, then letters and digits' },
  types: { isName: isTypeName, rule: 'a capital first, then letters, digits and underscores' },
  services: { isName: isServiceName, rule: 'a small letter first, then letters and digits' },
} as const;

function wrongName(
  kind: Kind,
  key: string,
  name: string,
  chosen: Readonly<Record<string, string>>,
): string | undefined {
  const { isName, rule } = rules[kind];
  if (!isName(name)) return `"${name}" cannot be the name of "${key}". Use ${rule}.`;
  if (kind === 'types') return sharedName(key, name, chosen, (text) => text);
  if (isReservedMember(operationName(name)))
    return `Every object in JavaScript may have "${name}". Choose another name.`;
  return kind === 'operations' ? sharedName(key, name, chosen, operationName) : undefined;
}

function sharedName(
  key: string,
  name: string,
  chosen: Readonly<Record<string, string>>,
  inCode: (name: string) => string,
): string | undefined {
  const [first] = Object.keys(chosen).filter((other) => inCode(chosen[other] ?? '') === inCode(name));
  return first === key ? undefined : `"${name}" is the name of "${first}" already. Choose another name.`;
}

/** In the configuration file. JSON is YAML, whose parser knows lines. */
function placeOf({ names: { source } }: Profile, kind: Kind, key: string): Place {
  if (!source) return { file: 'names', line: 1, column: 1 };
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(source.file, 'utf8'), { lineCounter });
  const node: unknown = document.getIn([...source.path, 'names', kind, key], true);
  const range =
    typeof node === 'object' && node && 'range' in node && Array.isArray(node.range) ? node.range : [0];
  const { line, col } = lineCounter.linePos(Number(range[0]));
  return { file: source.file, line, column: col };
}
