#!/usr/bin/env node
// The entry point of the command line. Node fills its thread pool while it loads the first ES module, so the size of
// the pool must be set before that: in a CommonJS file. Password hashing, token checks and image work share the pool.
process.env.UV_THREADPOOL_SIZE ??= '16';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const program = join(__dirname, '../dist/server/main.js');

function refuse(problem) {
  console.error(`iyo: ${problem}`);
  process.exit(1);
}

function isOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 20);
}

if (isOldNode()) refuse(`Node 20.20 or newer is needed; this is ${process.versions.node}`);
if (!existsSync(program)) refuse('the program is not built yet: run "make build"');

import(pathToFileURL(program).href)
  .then(({ main }) => main(process.argv.slice(2)))
  .then((exitCode) => {
    process.exitCode ||= exitCode;
  });
