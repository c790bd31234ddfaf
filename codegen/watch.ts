import { watch } from 'node:fs';
import { dirname, join } from 'node:path';

const quietMilliseconds = 10;

/**
 * Calls back once after a burst of changes to some files. Editors replace files instead of writing to them, so the
 * folders are watched.
 * @param isStale whether a file changed before it was watched
 * @returns a function that stops watching
 */
export function watchFiles(
  files: readonly string[],
  isStale: () => boolean,
  changed: () => void,
): () => void {
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
  if (isStale()) later();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
