#!/usr/bin/env node
import './optimize-late.ts';
import { main } from './command-line.ts';

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`codegen: ${error instanceof Error ? error.message : String(error)}`);
  // A failed command may have left a server or a watcher open.
  process.exit(1);
}
