import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { options } from '../../generated/validators.js';
import { type Problem, type RuleError, toProblems } from '../base/contract-rules.ts';
import { type CompiledContract, compiledValidators } from './compiled-validators.ts';

/** The parts of one request before any check. The validators convert path and query values in place. */
export interface UncheckedRequest {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly requestBody?: unknown;
}

/** openapi-backend's validators for the generated document, without its router. */
export interface Backend {
  /** The document that the validators check against. */
  readonly document: Document;
  /** Checks a request of an operation; converts path and query values to their declared types in place. */
  checkRequest(operation: string, request: UncheckedRequest): readonly Problem[];
  /** Checks a response body of an operation and status against the contract. */
  checkResponse(operation: string, status: number, body: unknown): readonly Problem[];
}

const backends = new WeakMap<Document, Promise<Backend>>();

/** The validators of a document: made once, and shared by the servers of a process. */
export function createBackend(definition: Document, compiled?: CompiledContract): Promise<Backend> {
  const backend = backends.get(definition) ?? load(definition, compiled);
  backends.set(definition, backend);
  return backend;
}

/**
 * Loads the document in openapi-backend's quick mode, since the generator has already checked it. Validators
 * for requests were compiled by the generator; validators for responses, which only tests use, are compiled
 * on first use. Its router is not used (docs/architecture.md).
 */
async function load(definition: Document, compiled: CompiledContract | undefined): Promise<Backend> {
  const document = withPlainJson(structuredClone(definition));
  const api = new OpenAPIBackend({
    definition: structuredClone(document),
    quick: true,
    strict: true,
    ajvOpts: options,
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  await api.init();
  const validator = api.validator;
  const operations = new Map(api.getOperations().map((each) => [each.operationId, each]));
  return {
    document,
    checkRequest(operation, request) {
      validator.requestValidators[operation] ??= compiledValidators(operation, compiled);
      const validators = validator.getRequestValidatorsForOperation(operation);
      return validators.flatMap((check) => (check(request) ? [] : problems(check.errors ?? [])));
    },
    checkResponse(operation, status, body) {
      // By its name, openapi-backend would look through all operations for each response.
      const known = operations.get(operation) ?? operation;
      return problems(validator.validateResponse(body, known, status).errors ?? []);
    },
  };
}

/**
 * openapi-backend validates only `application/json` bodies, so `application/scim+json` and the like are
 * renamed to that.
 */
function withPlainJson(document: Document): Document {
  const text = JSON.stringify(document).replaceAll('"application/scim+json":', '"application/json":');
  return JSON.parse(text) as Document;
}

const partNames: Readonly<Record<string, string>> = { requestBody: 'body', header: 'headers' };

function problems(errors: readonly RuleError[]): Problem[] {
  return toProblems(errors).map(({ field, rule }) => {
    const [part = '', ...rest] = field.split('.');
    return { field: [partNames[part] ?? part, ...rest].join('.'), rule };
  });
}
