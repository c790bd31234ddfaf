import { statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

const quietMilliseconds = 50;

/**
 * Calls back once after a burst of changes to some files. Editors replace files rather than write into them, so
 * their folders are watched.
 * @param since milliseconds since the epoch; a change between then and now counts too
 * @returns a function that ends the watching
 */
export function watchFiles(files: readonly string[], since: number, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietMilliseconds);
  };
  const watched = new Set(files);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const watchers = folders.map((folder) =>
    watch(folder, (_event, name) => void (name !== null && watched.has(join(folder, name)) && later())),
  );
  if (files.some((file) => modified(file) >= since)) later();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** When a file was last changed; a file that is missing never was. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
