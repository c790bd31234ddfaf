import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { type Problem, type RuleError, toProblems } from '../base/contract-rules.ts';

/** What one request brings, before anything was checked. The validators convert path and query values in place. */
export interface UncheckedRequest {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly requestBody?: unknown;
}

/** openapi-backend's validators for the generated document, without its router. */
export interface Backend {
  /** Checks a request of an operation; converts path and query values to their declared types in place. */
  checkRequest(operation: string, request: UncheckedRequest): readonly Problem[];
  /** Checks a response body of an operation and status against the contract. */
  checkResponse(operation: string, status: number, body: unknown): readonly Problem[];
  /** Compiles one operation's validators ahead of its first request. */
  prepare(operation: string): void;
}

/**
 * Loads the document in openapi-backend's quick mode: validators are compiled when first used, because the document
 * was already checked when it was generated. Its router is not used, see docs/architecture.md.
 */
export async function createBackend(definition: Document): Promise<Backend> {
  const api = new OpenAPIBackend({
    definition: structuredClone(definition),
    quick: true,
    strict: true,
    // Each operation gets a validator of its own: checking its schema would compile the rules for schemas each time.
    ajvOpts: { useDefaults: true, validateSchema: false, meta: false },
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  await api.init();
  const validator = api.validator;
  return {
    checkRequest(operation, request) {
      const validators = validator.getRequestValidatorsForOperation(operation) ?? [];
      return validators.flatMap((check) => (check(request) ? [] : problems(check.errors ?? [])));
    },
    checkResponse(operation, status, body) {
      return problems(validator.validateResponse(body, operation, status).errors ?? []);
    },
    prepare(operation) {
      validator.getRequestValidatorsForOperation(operation);
    },
  };
}

const partNames: Readonly<Record<string, string>> = { requestBody: 'body', header: 'headers' };

function problems(errors: readonly RuleError[]): Problem[] {
  return toProblems(errors).map(({ field, rule }) => {
    const [part = '', ...rest] = field.split('.');
    return { field: [partNames[part] ?? part, ...rest].join('.'), rule };
  });
}
