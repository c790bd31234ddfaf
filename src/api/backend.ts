import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';

/** What one request brings, before anything was checked. The validators convert path and query values in place. */
export interface UncheckedRequest {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly requestBody?: unknown;
}

/** One broken rule: where, and what was expected. */
export interface Problem {
  readonly field: string;
  readonly rule: string;
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

interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
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

function problems(errors: readonly AjvError[]): Problem[] {
  return errors.map((error) => {
    const missing = error.keyword === 'required' ? `/${error.params.missingProperty}` : '';
    const [part = '', ...rest] = `${error.instancePath}${missing}`.split('/').slice(1);
    return {
      field: [partNames[part] ?? part, ...rest].join('.'),
      rule: missing ? 'is required' : (error.message ?? error.keyword),
    };
  });
}
