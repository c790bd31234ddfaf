import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import openapi from '../../generated/openapi.json' with { type: 'json' };

/** One broken rule: where, and what was expected. */
export interface Problem {
  /** With dots between its parts: `label`, `emailaddresses.0.label`. */
  readonly field: string;
  readonly rule: string;
}

/** A type of the contract. */
export type ContractType = keyof typeof openapi.components.schemas;

/**
 * The rules of the contract that a value breaks, none when it fits its type. Pages and commands check with it what the
 * API checks on its way in.
 */
export function contractProblems(type: ContractType, value: unknown): readonly Problem[] {
  const check = validatorOf(type);
  return check(value) ? [] : toProblems(check.errors ?? []);
}

let compiler: Ajv.Ajv | undefined;

function validatorOf(type: ContractType): ValidateFunction {
  compiler ??= createCompiler();
  const validator = compiler.getSchema(`contract#/components/schemas/${type}`);
  if (!validator) throw new Error(`the contract has no type ${type}`);
  return validator;
}

function createCompiler(): Ajv.Ajv {
  const ajv = new Ajv.Ajv({ allErrors: true, strict: false, validateSchema: false, meta: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'contract', components: { schemas: openapi.components.schemas } });
  return ajv;
}

/** What is used of an error of Ajv. */
export interface RuleError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

/** One problem for each error, in its order. */
export function toProblems(errors: readonly RuleError[]): Problem[] {
  return errors.map(({ keyword, instancePath, message = keyword, params }) => {
    const missing = keyword === 'required' ? `/${params.missingProperty}` : '';
    const field = `${instancePath}${missing}`.split('/').slice(1).join('.');
    return { field, rule: missing ? 'is required' : message };
  });
}
