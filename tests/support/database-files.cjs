const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');

/** Tests know their database only by these variables. */
const namesDatabase = /\b(TEST_DATABASE_URL|IYO_TEST_TEMPLATE)\b/;
const quoted = /['"`]([\w@./-]+\.\w+)['"`]/g;

/**
 * For `jest --filter`: test files whose result depends on the database, because they, or files that they name directly
 * or indirectly, read which one it is.
 */
module.exports = async function databaseFiles(paths) {
  const filtered = paths.filter(createReach());
  const left = paths.length - filtered.length;
  process.stderr.write(
    `${left} of ${paths.length} test files reach no PostgreSQL: the embedded run has them\n`,
  );
  return { filtered };
};

/** @returns a predicate: whether a file depends on the database */
function createReach() {
  const known = new Map();
  return (path) => [...reachable(path)].some((file) => namesDatabase.test(read(file).text));

  function reachable(start) {
    const found = new Set([start]);
    for (const path of found) for (const named of read(path).named) found.add(named);
    return found;
  }

  function read(path) {
    const file = known.get(path) ?? contentOf(path);
    known.set(path, file);
    return file;
  }
}

function contentOf(path) {
  const text = readFileSync(path, 'utf8');
  if (!/\.([cm]?[jt]sx?)$/.test(path)) return { text, named: [] };
  const specifiers = [...text.matchAll(quoted)].map(([, specifier]) => specifier);
  const places = specifiers.flatMap((specifier) => [join(dirname(path), specifier), join(root, specifier)]);
  return { text, named: places.filter(isOwnFile) };
}

function isOwnFile(path) {
  return (
    path.startsWith(root) && !path.includes('node_modules') && existsSync(path) && statSync(path).isFile()
  );
}
