import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { validators } from '../../generated/validators.js';

const require = createRequire(import.meta.url);

/** The validators of an operation, as they were compiled when the contract was read. */
export function compiledValidators(operation: string): ValidateFunction[] {
  return (validators[operation] ?? []).map((define) => {
    const module: { exports: unknown } = { exports: undefined };
    define(module, require);
    return module.exports as ValidateFunction;
  });
}
