import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import openapi from '../../generated/openapi.json' with { type: 'json' };

/** A violated rule: where, and what was expected. */
export interface Problem {
  /** The path of the member, with dots: `label`, `emailaddresses.0.label`. */
  readonly field: string;
  readonly rule: string;
  /** Set for a text that is too long: the greatest number of characters. */
  readonly most?: number;
}

/** A type of the contract. */
export type ContractType = keyof typeof openapi.components.schemas;

/** Finds the rules of a type that a value violates; empty when it is valid. */
export type ContractRules<Type extends string> = (type: Type, value: unknown) => readonly Problem[];

/**
 * Finds the rules of the contract that a value violates; empty when it is valid. Pages and commands use it for the
 * checks that the API makes on requests.
 */
export const contractProblems: ContractRules<ContractType> = createContractRules(openapi.components.schemas);

/** @param schemas of a contract; each is compiled when it is first used */
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

/** The members of an Ajv error that are used here. */
export interface RuleError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Turns Ajv errors into problems, in the same order. */
export function toProblems(errors: readonly RuleError[]): Problem[] {
  return errors.map(({ keyword, instancePath, message = keyword, params }) => {
    const missing = keyword === 'required' ? `/${params.missingProperty}` : '';
    const field = `${instancePath}${missing}`.split('/').slice(1).join('.');
    const rule = missing ? 'is required' : message;
    return keyword === 'maxLength' ? { field, rule, most: Number(params.limit) } : { field, rule };
  });
}
