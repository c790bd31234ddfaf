import fc from 'fast-check';
import { schemaOf } from '../emit/schema.ts';
import { servedSchemas } from '../emit/server.ts';
import { validate } from '../emit/validate-runtime.ts';
import { arbitraryOf, type Schemas } from '../mock/values.ts';
import { type Api, type Operation, operationsOf, type Parameter } from '../model.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';

export interface ProbeOptions {
  /** Where the server is, without the base path of the API. */
  readonly baseUrl: string;
  readonly token: string | undefined;
  /** Requests for each operation. */
  readonly runs: number;
  /** Small letters; others are not called. */
  readonly methods: readonly string[];
  /** The same seed makes the same requests. */
  readonly seed: number;
}

/** An answer that the contract does not allow. */
export interface Breach {
  readonly operation: string;
  readonly request: string;
  readonly rule: 'server-error' | 'undeclared-status' | 'schema' | 'no-answer';
  readonly detail: string;
}

/** What any server may answer before an operation is reached. */
const beforeOperations = [400, 401, 403, 404, 405, 406, 413, 414, 415, 429, 431];

/** Sends made-up requests that fit the contract, and holds the answers against it. */
export async function probe(api: Api, options: ProbeOptions): Promise<Breach[]> {
  const schemas = servedSchemas(api);
  const index = createTypeIndex(api.types);
  const breaches: Breach[] = [];
  for (const operation of operationsOf(api).filter(({ method }) => options.methods.includes(method))) {
    const requests = fc.sample(requestArbitrary(operation, index, schemas), {
      seed: options.seed,
      numRuns: options.runs,
    });
    for (const request of requests) {
      breaches.push(
        ...(await ask(
          operation,
          request,
          `${options.baseUrl}${api.basePath}`,
          options.token,
          index,
          schemas,
        )),
      );
    }
  }
  return breaches;
}

interface Made {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

function requestArbitrary(operation: Operation, index: TypeIndex, schemas: Schemas): fc.Arbitrary<Made> {
  const part = (list: readonly Parameter[]): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
    fc.record(
      Object.fromEntries(list.map(({ name, shape }) => [name, arbitraryOf(schemaOf(shape, index), schemas)])),
      { requiredKeys: list.filter(({ required }) => required).map(({ name }) => name) },
    );
  const json = operation.bodies.find(({ kind }) => kind === 'json');
  return fc.record({
    path: part(operation.pathParameters),
    query: part(operation.queryParameters),
    headers: part(operation.headers),
    body: json ? arbitraryOf(schemaOf(json.shape, index), schemas) : fc.constant(undefined),
  });
}

async function ask(
  operation: Operation,
  made: Made,
  baseUrl: string,
  token: string | undefined,
  index: TypeIndex,
  schemas: Schemas,
): Promise<Breach[]> {
  const { method, path } = operation;
  const url = `${baseUrl}${fill(path, made.path)}${queryOf(made.query)}`;
  const request = `${method.toUpperCase()} ${url}${made.body === undefined ? '' : ` ${JSON.stringify(made.body)}`}`;
  const breach = (rule: Breach['rule'], detail: string): Breach => ({
    operation: operation.displayName,
    request,
    rule,
    detail,
  });
  try {
    const response = await fetch(url, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: headersOf(made, token),
      body: made.body === undefined ? null : JSON.stringify(made.body),
    });
    return judge(operation, response, await response.text(), index, schemas).map(([rule, detail]) =>
      breach(rule, detail),
    );
  } catch (error) {
    return [breach('no-answer', String(error))];
  }
}

function fill(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{([^}]*)\}/g, (_, name: string) => encodeURIComponent(String(values[name])) || '-');
}

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, textOf(one)]),
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function headersOf({ headers, body }: Made, token: string | undefined): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    textOf(value)
      .replace(/[^\x20-\x7e]/g, '-')
      .trim(),
  ]);
  return {
    ...Object.fromEntries(own),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
}

function judge(
  { method, responses }: Operation,
  { status, headers }: Response,
  text: string,
  index: TypeIndex,
  schemas: Schemas,
): [Breach['rule'], string][] {
  if (status >= 500) return [['server-error', `status ${status}`]];
  const declared = responses.find((response) => response.status === status);
  if (!declared) return beforeOperations.includes(status) ? [] : [['undeclared-status', `status ${status}`]];
  const body = declared.bodies.find(({ kind }) => kind === 'json');
  if (!body || method === 'head' || !/json/.test(headers.get('content-type') ?? '')) return [];
  const misfits = validate(schemaOf(body.shape, index), parse(text), 'body', schemas);
  return misfits.map(({ path, message }) => ['schema', `${path} ${message}`]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
