const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');

/** Nothing else tells a test which database it runs on. */
const namesDatabase = /\b(TEST_DATABASE_URL|IYO_TEST_TEMPLATE)\b/;
const quoted = /['"`]([\w@./-]+\.\w+)['"`]/g;

/**
 * For `jest --filter`: the test files that differ from one database to another, because they or a file they name, also
 * as text and over other files, ask which database it is.
 */
module.exports = async function databaseFiles(paths) {
  const filtered = paths.filter(createReach());
  const left = paths.length - filtered.length;
  process.stderr.write(
    `${left} of ${paths.length} test files reach no PostgreSQL: the embedded run has them\n`,
  );
  return { filtered };
};

/** @returns whether a file reaches the database */
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
