/** The smallest block of YAML around an edit of a file: the same keys lead to it before and after. */
export interface EditedBlock {
  /** From the top of the file, each without quotes. */
  readonly keys: readonly string[];
  readonly before: string;
  readonly after: string;
}

/**
 * Finds the blocks around an edit, by indentation alone; the smallest first. What looks like a key may be a line of
 * text, so the caller must compare the blocks with the parsed file.
 */
export function editedBlocks(before: string, after: string): EditedBlock[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const first = old.findIndex((line, number) => line !== now[number]);
  if (first === -1) return [];
  const same = commonEnd(old, now, first);
  const changed = [...old.slice(first, old.length - same), ...now.slice(first, now.length - same)];
  const ancestors = keysAbove(old, first, depthOf(changed));
  return ancestors.map(({ line }, position) => ({
    keys: ancestors
      .slice(position)
      .map(({ key }) => key)
      .reverse(),
    before: blockAt(old, line),
    after: blockAt(now, line),
  }));
}

function commonEnd(old: readonly string[], now: readonly string[], first: number): number {
  const most = Math.min(old.length, now.length) - first;
  let same = 0;
  while (same < most && old.at(-1 - same) === now.at(-1 - same)) same++;
  return same;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function depthOf(lines: readonly string[]): number {
  return Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf), Number.MAX_SAFE_INTEGER);
}

const keyLine = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s"'#{[&*!|>%@`-][^#]*?)):(?:\s|$)/;

/** The lines above with decreasing indentation, as long as they are keys. */
function keysAbove(lines: readonly string[], first: number, depth: number): { line: number; key: string }[] {
  const found: { line: number; key: string }[] = [];
  let indent = depth;
  for (let line = first - 1; line >= 0 && indent > 0; line--) {
    const text = lines[line] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    const [, double, single, plain] = keyLine.exec(text) ?? [];
    const key = double ?? single ?? plain;
    // Inside a list or other syntax: only lines further up can be the block.
    if (key === undefined) found.length = 0;
    else found.push({ line, key });
  }
  return found;
}

/** A line and all lines indented below it. */
function blockAt(lines: readonly string[], line: number): string {
  const indent = indentOf(lines[line] ?? '');
  const below = lines.slice(line + 1).findIndex((text) => text.trim() !== '' && indentOf(text) <= indent);
  return lines.slice(line, below === -1 ? undefined : line + 1 + below).join('\n');
}
