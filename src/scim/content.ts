import openapi from '../../generated/scim/openapi.json' with { type: 'json' };
import { createContractRules } from '../base/contract-rules.ts';
import { ScimError } from './scim-error.ts';

const problemsOf = createContractRules(openapi.components.schemas);

/**
 * Validates a patched resource against the type of a whole one.
 * @throws ScimError `invalidValue`
 */
export function requireValidContent<Content>(type: 'NewUser' | 'NewGroup', value: unknown): Content {
  const problems = problemsOf(type, value);
  if (problems.length === 0) return value as Content;
  throw new ScimError(400, 'invalidValue', problems.map(({ field, rule }) => `${field}: ${rule}`).join('; '));
}

/** Removes members without a value, and converts flags that some directories send as text. */
export function plainValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([name, one]) => [name, isFlag(name) ? readFlag(one) : plainValues(one)]),
  );
}

function isFlag(name: string): boolean {
  return name === 'active' || name === 'primary';
}

function readFlag(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const folded = value.toLowerCase();
  return folded === 'true' ? true : folded === 'false' ? false : value;
}
