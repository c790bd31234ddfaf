import { setFlagsFromString } from 'node:v8';

/** V8 before version 12 (Node 20) counts the bytes that a function has run, later versions how often it was called. */
const isOld = Number.parseInt(process.versions.v8, 10) < 12;

/**
 * A run is short, and its time is spread over thousands of functions of the parser: compiling them to optimized code
 * takes longer than it saves. V8 starts that later, which still serves large contracts.
 */
setFlagsFromString(isOld ? '--interrupt-budget=600000' : '--invocation-count-for-turbofan=30000');

/** A watcher runs the same functions again and again. */
export function optimizeAsUsual(): void {
  setFlagsFromString(isOld ? '--interrupt-budget=67584' : '--invocation-count-for-turbofan=3000');
}
