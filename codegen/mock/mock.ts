import { createServer, type Server } from 'node:http';
import { Refusal } from '../emit/refusal-runtime.ts';
import { rulesOf } from '../emit/rules-runtime.ts';
import { schemaOf } from '../emit/schema.ts';
import { servedOperations, servedSchemas } from '../emit/server.ts';
import { serve } from '../emit/server-runtime.ts';
import { validate } from '../emit/validate-runtime.ts';
import {
  type Api,
  type Operation,
  operationsOf,
  type Response,
  type ResponseBody,
  type Shape,
} from '../model.ts';
import { operationName } from '../names.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { exampleOf } from './values.ts';

/** A server that answers every operation with an example, or a value generated from its type; it checks requests. */
export function createMock(api: Api): Server {
  const schemas = servedSchemas(api);
  const index = createTypeIndex(api.types);
  const services = new Map<string, Record<string, unknown>>();
  for (const operation of operationsOf(api)) {
    const respond = async (_request: unknown, preference: Preference) =>
      responseOf(operation, preference, (shape) => mockValue(shape, index, schemas, preference.example));
    const service = services.get(operation.service) ?? {};
    services.set(operation.service, { ...service, [operationName(operation.displayName)]: respond });
  }
  const handler = serve(
    servedOperations(api),
    (operation) => rulesOf(operation, schemas),
    Object.fromEntries(services),
    {
      authorize: () => true,
      context: ({ request }) => readPreference(String(request.headers.prefer ?? ''), request.headers.accept),
    },
  );
  return createServer(handler);
}

/** What a client requests with the header `Prefer: code=404, example=name`. */
interface Preference {
  readonly status: number | undefined;
  readonly example: string | undefined;
  readonly accept: string;
}

function readPreference(prefer: string, accept = '*/*'): Preference {
  const status = /\b(?:code|status)=(\d{3})/.exec(prefer)?.[1];
  return {
    status: status === undefined ? undefined : Number(status),
    example: /\bexample=([\w-]+)/.exec(prefer)?.[1],
    accept,
  };
}

function responseOf(
  { responses, method, path }: Operation,
  preference: Preference,
  value: (shape: Shape) => unknown,
) {
  const chosen =
    preference.status === undefined
      ? (responses.find(({ status }) => status >= 200 && status < 300) ?? responses[0])
      : responses.find(({ status }) => status === preference.status);
  if (!chosen)
    throw new Refusal(400, `${method.toUpperCase()} ${path} declares no status ${preference.status}`);
  return { status: chosen.status, headers: headersOf(chosen, value), ...bodyOf(chosen, preference, value) };
}

function headersOf({ headers }: Response, value: (shape: Shape) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    headers.map(({ name, shape }) => [name, String(value(shape)).replace(/[^\x20-\x7e]/g, '-')]),
  );
}

function bodyOf({ bodies }: Response, { accept }: Preference, value: (shape: Shape) => unknown): object {
  const body = bodies.find(({ mediaType }) => accept.includes(mediaType)) ?? bodies[0];
  if (!body) return {};
  const contentType = body.mediaType.replace('*/*', 'application/octet-stream').replace('/*', '/plain');
  return { contentType, body: contentOf(body, value) };
}

function contentOf({ kind, shape }: ResponseBody, value: (shape: Shape) => unknown): unknown {
  if (kind === 'bytes') return Uint8Array.from(Buffer.from('mock'));
  const content = value(shape);
  return kind === 'text' && typeof content !== 'string' ? JSON.stringify(content) : content;
}

/**
 * The example with that name, or the first, of the shape or the type it refers to; for a list, one of its items;
 * otherwise a valid value.
 */
function mockValue(
  shape: Shape,
  index: TypeIndex,
  schemas: ReturnType<typeof servedSchemas>,
  name?: string,
  depth = 0,
): unknown {
  const examples = [...(shape.notes.examples ?? []), ...(index.resolve(shape).notes.examples ?? [])];
  const example = examples.find((one) => one.name === name) ?? examples[0];
  if (example) return example.value;
  const schema = schemaOf(shape, index);
  const resolved = index.resolve(shape);
  const list = resolved.kind === 'array' &&
    depth < 3 && [mockValue(resolved.items, index, schemas, name, depth + 1)];
  return list && validate(schema, list, '', schemas).length === 0 ? list : exampleOf(schema, schemas);
}
