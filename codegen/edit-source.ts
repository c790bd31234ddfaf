import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { editedBlocks } from './edit-block.ts';
import { methods } from './model.ts';
import { child, jsonOf, type SourceNode } from './source.ts';

/**
 * The tree of a contract after an edit of one of its files, if the edit affects only single values or one type: the
 * rest is copied from the old tree. Places below the edit are not updated.
 * @param file absolute
 * @returns undefined when the contract has to be read again
 */
export function editSource(
  root: SourceNode,
  file: string,
  before: string,
  after: string,
): SourceNode | undefined {
  const above = keysOf(root, file);
  if (!above) return undefined;
  for (const block of editedBlocks(before, after)) {
    const keys = [...above, ...block.keys];
    const [old, now] = [parseBlock(block.before), parseBlock(block.after)];
    if (old === undefined || now === undefined || !mayEdit(keys)) continue;
    const edited = editAt(root, keys, [], old, now);
    if (edited) return edited;
  }
  return undefined;
}

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** Where a file is in the tree: at the root, or below the one key that includes it. */
function keysOf(root: SourceNode, file: string): string[] | undefined {
  if (root.file() === file) return [];
  const [one, ...others] = root.children().filter((node) => node.file() === file);
  return one?.key !== undefined && others.length === 0 ? [one.key] : undefined;
}

/** The value of the only key of a block; undefined if it is not plain YAML, or needs the rest of the file. */
function parseBlock(text: string): Value {
  if (text.includes('!include')) return undefined;
  try {
    const [value]: Value[] = Object.values(parse(text, { logLevel: 'error' }) as Fields);
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

/** Templates and libraries affect the whole tree; types and resources have one place in it. */
function mayEdit([top = '', ...below]: readonly string[]): boolean {
  if (top === 'types') return below.length > 0;
  const keys = [top, ...below];
  return (
    top.startsWith('/') &&
    !keys.some((key, place) => (key === 'type' || key === 'is') && isOwner(keys[place - 1] ?? ''))
  );
}

/** The nodes to which traits and resource types are applied. */
function isOwner(key: string): boolean {
  return key.startsWith('/') || methods.some((method) => method === key.replace(/\?$/, ''));
}

function editAt(
  node: SourceNode,
  keys: readonly string[],
  above: readonly string[],
  old: Value,
  now: Value,
): SourceNode | undefined {
  const [key, ...below] = keys;
  if (key === undefined) return edit(node, above, old, now);
  const found = keyed(node, key);
  const edited = found && editAt(found, below, [...above, key], old, now);
  return edited && replaceChild(node, found, edited);
}

function keyed(node: SourceNode, key: string): SourceNode | undefined {
  const found = child(node, key.replace(/\?$/, ''));
  return found?.optional === key.endsWith('?') ? found : undefined;
}

function replaceChild(node: SourceNode, found: SourceNode, edited: SourceNode): SourceNode {
  const children = node.children().map((one) => (one === found ? edited : one));
  return { ...node, children: () => children };
}

/** Single values may change anywhere; everything else only inside a type, which is in the tree as written. */
function edit(node: SourceNode, keys: readonly string[], old: Value, now: Value): SourceNode | undefined {
  if (isDeepStrictEqual(old, now)) return node;
  if (!mayEdit(keys)) return undefined;
  if (isScalar(old) && isScalar(now)) {
    return node.kind === 'scalar' && node.scalar() === old ? { ...node, scalar: () => now } : undefined;
  }
  if (isFields(old) && isFields(now) && sameKeys(old, now)) return editFields(node, keys, old, now);
  const whole = keys[0] === 'types' && isDeepStrictEqual(jsonOf(node), old);
  return whole ? written(node, now, old) : undefined;
}

function editFields(
  node: SourceNode,
  keys: readonly string[],
  old: Fields,
  now: Fields,
): SourceNode | undefined {
  let edited: SourceNode | undefined = node;
  for (const [key, value] of Object.entries(now)) {
    if (isDeepStrictEqual(value, old[key])) continue;
    const found: SourceNode | undefined = edited && keyed(edited, key);
    const changed: SourceNode | undefined = found && edit(found, [...keys, key], old[key], value);
    edited = edited && found && changed && replaceChild(edited, found, changed);
  }
  return edited;
}

/** A node with new content; unchanged children below the same keys are kept. */
function written(node: SourceNode, value: Value, old: Value): SourceNode | undefined {
  if (isDeepStrictEqual(value, old)) return node;
  if (!isPlain(value)) return undefined;
  const children: readonly SourceNode[] = Array.isArray(value)
    ? value.map((item) => writtenBelow(node, undefined, item))
    : isFields(value)
      ? Object.entries(value).map(([key, item]) => writtenKey(node, key, item, old))
      : [];
  return {
    ...node,
    kind: kindOf(value),
    scalar: () => (isScalar(value) ? value : null),
    children: () => children,
  };
}

function writtenKey(node: SourceNode, key: string, value: Value, old: Value): SourceNode {
  const found = isFields(old) && Object.hasOwn(old, key) ? keyed(node, key) : undefined;
  return (
    (found && written(found, value, isFields(old) ? old[key] : undefined)) ?? writtenBelow(node, key, value)
  );
}

function writtenBelow(node: SourceNode, key: string | undefined, value: Value): SourceNode {
  const bare: SourceNode = { ...node, key: key?.replace(/\?$/, ''), optional: key?.endsWith('?') ?? false };
  return written(bare, value, undefined) ?? bare;
}

function kindOf(value: Value): SourceNode['kind'] {
  if (Array.isArray(value)) return 'list';
  if (isFields(value)) return 'map';
  return value === null ? 'empty' : 'scalar';
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: Value): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a YAML value contains only JSON values. */
function isPlain(value: Value): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return value === null || isScalar(value) || (isFields(value) && Object.values(value).every(isPlain));
}

function sameKeys(old: Fields, now: Fields): boolean {
  return isDeepStrictEqual(Object.keys(old), Object.keys(now));
}
