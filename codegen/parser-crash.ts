import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import type { Finding, Place } from './diagnostics.ts';
import { endlessAlias } from './endless-alias.ts';
import { crashPlace } from './parser-crash-places.ts';
import { isBreakdown, withHint } from './parser-hints.ts';

/** Keys that every JavaScript object has; the parser mistakes some of them for its own. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/**
 * The diagnostic for a crash of the parser: at a key known to confuse it, at an endless alias, at the node that it read
 * or validated, else at the file it read last.
 * @param files read so far, the root file first
 */
export function describeCrash(error: unknown, files: readonly string[], start: Place): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const named = inherited.filter((name) => new RegExp(`\\b${name}\\b`).test(reason));
  const [known] = findKeys(files, named.length > 0 ? named : inherited);
  if (known) return { code: 'crash', place: known.place, message: unreadable(known.key) };
  if (/^Invalid first line/.test(reason)) {
    return { code: 'first line', place: start, message: withHint('', reason, start.file) };
  }
  const [alias] = error instanceof RangeError ? endlessAliases(files) : [];
  return alias ?? unknownCrash(reason, crashPlace(error), files, start);
}

function endlessAliases(files: readonly string[]): Finding[] {
  return files.flatMap((path) => {
    const found = endlessAlias(readOrNothing(path));
    if (!found) return [];
    const { name, ...position } = found;
    const message = `The alias "*${name}" is inside the value that it repeats. Write the value out.`;
    return [{ code: 'crash', place: { file: nameFrom(files, path), ...position }, message }];
  });
}

function unknownCrash(
  reason: string,
  place: Place | undefined,
  files: readonly string[],
  start: Place,
): Finding {
  const advice = isBreakdown(reason)
    ? 'Check that paths and addresses are texts, and that every type has a declaration'
    : reason.trim().replace(/\.$/, '');
  const last = { file: nameFrom(files, files.at(-1) ?? start.file), line: 1, column: 1 };
  const what = place ? 'this' : 'this file';
  return {
    code: 'crash',
    place: place ?? last,
    message: `The parser failed while it read ${what}. ${advice}.`,
  };
}

/** The name of a file for diagnostics. */
function nameFrom([root = '']: readonly string[], path: string): string {
  return relative(dirname(root), path) || basename(root);
}

/** Keys that the parser silently drops. */
export function lostKeys(files: readonly string[]): Finding[] {
  return findKeys(files, ['__proto__']).map(({ key, place }) => ({
    code: 'lost key',
    place,
    message: unreadable(key),
  }));
}

function unreadable(key: string): string {
  return `The parser cannot read a key called "${key}". Choose another name.`;
}

interface FoundKey {
  readonly key: string;
  readonly place: Place;
}

/** Where files have one of these names as a key. */
function findKeys(files: readonly string[], names: readonly string[]): FoundKey[] {
  const root = dirname(files[0] ?? '');
  const pattern = new RegExp(`(?<=^[ \\t]*|[{,][ \\t]*)["']?(${names.join('|')})["']?\\??[ \\t]*:`, 'gm');
  return files.flatMap((path) => {
    const text = readOrNothing(path);
    return [...text.matchAll(pattern)].map(({ index, 1: key = '' }) => {
      const before = text.slice(0, index).split('\n');
      const column = (before.at(-1)?.length ?? 0) + 1;
      return { key, place: { file: relative(root, path), line: before.length, column } };
    });
  });
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
