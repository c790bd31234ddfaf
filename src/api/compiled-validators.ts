import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { validators } from '../../generated/validators.js';

const require = createRequire(import.meta.url);

/** The validators that the generator compiled, by operation. */
export type CompiledContract = typeof validators;

/** The validators of an operation that were compiled when the code was generated. */
export function compiledValidators(
  operation: string,
  contract: CompiledContract = validators,
): ValidateFunction[] {
  return (contract[operation] ?? []).map((define) => {
    const module: { exports: unknown } = { exports: undefined };
    define(module, require);
    return module.exports as ValidateFunction;
  });
}
