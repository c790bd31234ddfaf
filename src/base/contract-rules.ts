import Ajv from 'ajv';
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

/** The rules of a type that a value breaks, none when it fits. */
export type ContractRules<Type extends string> = (type: Type, value: unknown) => readonly Problem[];

/**
 * The rules of the contract that a value breaks, none when it fits its type. Pages and commands check with it what the
 * API checks on its way in.
 */
export const contractProblems: ContractRules<ContractType> = createContractRules(openapi.components.schemas);

/** @param schemas of a contract; they are compiled when first used */
export function createContractRules<Type extends string>(
  schemas: Readonly<Record<Type, object>>,
): ContractRules<Type> {
  let compiler: Ajv.Ajv | undefined;
  return (type, value) => {
    compiler ??= createCompiler(schemas);
    const check = compiler.getSchema(`contract#/components/schemas/${type}`);
    if (!check) throw new Error(`the contract has no type ${type}`);
    return check(value) ? [] : toProblems(check.errors ?? []);
  };
}

function createCompiler(schemas: object): Ajv.Ajv {
  const ajv = new Ajv.Ajv({ allErrors: true, strict: false, validateSchema: false, meta: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'contract', components: { schemas } });
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
