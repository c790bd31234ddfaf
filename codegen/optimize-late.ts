import { setFlagsFromString } from 'node:v8';

/**
 * A run is short, and its time is spread over thousands of functions of the parser: compiling them to optimized code
 * takes longer than they save. V8 begins with that later, which still serves large contracts.
 */
setFlagsFromString('--interrupt-budget=600000');
