import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import type { Finding, Place } from './complaints.ts';
import { withHint } from './parser-hints.ts';

/** Keys that every JavaScript object has; the parser takes some of them for its own. */
const inherited = Object.getOwnPropertyNames(Object.prototype).join('|');
const inheritedKey = new RegExp(`^[ \\t]*["']?(${inherited})["']?\\??[ \\t]*:`, 'm');

/**
 * What to say when the parser itself broke down: at the key that is known to confuse it, else at the file it read last.
 * @param files read so far, the root file first
 */
export function describeCrash(error: unknown, files: readonly string[], start: Place): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const root = files[0] ?? start.file;
  for (const file of files) {
    const text = readOrNothing(file);
    const found = inheritedKey.exec(text);
    if (!found) continue;
    const before = text.slice(0, found.index + found[0].search(/\S/)).split('\n');
    return {
      code: 'crash',
      place: {
        file: relative(dirname(root), file),
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
      },
      message: `The parser cannot read a key called "${found[1]}". Choose another name.`,
    };
  }
  if (/^Invalid first line/.test(reason))
    return { code: 'first line', place: start, message: withHint('', reason) };
  const last = files.at(-1) ?? root;
  return {
    code: 'crash',
    place: { file: relative(dirname(root), last) || basename(root), line: 1, column: 1 },
    message: `The parser failed while it read this file: ${reason.trim().replace(/\.?$/, '.')}`,
  };
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
