import type { Diagnostic, Place } from './diagnostics.ts';
import { containsFile } from './files-in-shapes.ts';
import type { Body, Operation, Response, ResponseBody, Shape } from './model.ts';
import { isDisplayName, isServiceName } from './names.ts';
import { plainType } from './parameter-type.ts';
import { reusing } from './reuse.ts';
import type { TypeIndex } from './type-index.ts';

/** The rules for operations of this project: a name, a service, access, and only features its server supports. */
export const checkStrictOperation = reusing((operation: Operation, index): readonly Diagnostic[] => {
  const { place } = operation;
  return [
    ...checkNames(operation).map((message) => ({ place, message })),
    ...checkAccess(operation).map((message) => ({ place, message })),
    ...checkParameters(operation, index),
    ...checkMethod(operation),
    ...checkBodies(operation, index),
    ...checkSuccess(operation),
    ...operation.responses.flatMap((response) => checkResponse(response, index)),
  ];
});

function checkNames({ displayName, service, method, path }: Operation): string[] {
  const title = `${method.toUpperCase()} ${path}`;
  const named =
    displayName === ''
      ? [`${title} has no displayName. Add one: it names the operation in code.`]
      : isDisplayName(displayName)
        ? []
        : [
            `displayName "${displayName}" cannot name an operation. Use letters and digits, beginning with a letter.`,
          ];
  return [...named, ...checkService(service, title)];
}

function checkService(service: string, title: string): string[] {
  if (service === '')
    return [`${title} belongs to no service. Put (service): <name> on its resource or one above it.`];
  if (isServiceName(service)) return [];
  return [
    `(service): "${service}" cannot name a service. Use letters and digits, beginning with a small letter.`,
  ];
}

function checkAccess({ access, method, path }: Operation): string[] {
  const title = `${method.toUpperCase()} ${path}`;
  if (!access.declared) {
    return [
      `${title} does not say who may call it. Add securedBy: with scopes, or with null when it is public.`,
    ];
  }
  if (access.public || access.scopes.length > 0) return [];
  return [
    `${title} is secured but names no scopes of its own, which would admit every scope. Write securedBy: [ scheme: { scopes: [ ... ] } ].`,
  ];
}

function checkMethod({ method, place }: Operation): Diagnostic[] {
  if (method !== 'head' && method !== 'options') return [];
  const message = `Method "${method}" is not supported. Use one of get, post, put, delete, patch; GET answers HEAD.`;
  return [{ place, message }];
}

function checkParameters(operation: Operation, index: TypeIndex): Diagnostic[] {
  const { pathParameters, queryParameters, headers } = operation;
  const all = [...pathParameters, ...queryParameters, ...headers];
  const shapes = all.filter(({ shape }) => plainType(shape, index) === undefined);
  return shapes.map(({ name, place }) => ({
    place,
    message: `Parameter "${name}" must be a string, number, integer, boolean or date. Send anything else in the body.`,
  }));
}

function checkBodies({ bodies }: Operation, index: TypeIndex): Diagnostic[] {
  const [, second] = bodies;
  return [
    ...(second
      ? [{ place: second.place, message: 'A request body has one media type. Keep one of them.' }]
      : []),
    ...bodies.slice(0, 1).flatMap((body) => checkBody(body, index)),
  ];
}

function checkBody({ kind, mediaType, shape, place }: Body, index: TypeIndex): Diagnostic[] {
  if (kind === 'multipart') return [];
  if (kind === 'json') return misplacedFile(shape, place, index);
  const message = `Request bodies of type "${mediaType}" are not supported. Use application/json or multipart/form-data.`;
  return [{ place, message }];
}

function checkSuccess({ responses, method, path, place }: Operation): Diagnostic[] {
  if (responses.some(({ status }) => status >= 200 && status < 400)) return [];
  const title = `${method.toUpperCase()} ${path}`;
  return [
    {
      place,
      message: `${title} declares no success. Add the response it gives when all goes well, for example 204.`,
    },
  ];
}

function checkResponse({ bodies, headers }: Response, index: TypeIndex): Diagnostic[] {
  const unfit = headers.filter(
    ({ shape }) => !['string', 'integer', 'number'].includes(plainType(shape, index) ?? ''),
  );
  return [
    ...bodies.flatMap((body) => checkResponseBody(body, index)),
    ...severalJson(bodies),
    ...unfit.map(({ name, place }) => ({
      place,
      message: `Response header "${name}" must be a string or a number.`,
    })),
  ];
}

/** A service chooses between responses by the type of the body; two kinds of JSON would be indistinguishable. */
function severalJson(bodies: readonly ResponseBody[]): Diagnostic[] {
  const [, ...others] = bodies.filter(({ kind }) => kind === 'json');
  return others.map(({ mediaType, place }) => ({
    place,
    message: `A status has one JSON body. Remove "${mediaType}", or make the body a union.`,
  }));
}

function checkResponseBody({ kind, mediaType, shape, place }: ResponseBody, index: TypeIndex): Diagnostic[] {
  if (kind === 'json') return misplacedFile(shape, place, index);
  if (kind === 'bytes') return [];
  return [
    {
      place,
      message: `A response of type "${mediaType}" is handed over as bytes. Declare it as type: file.`,
    },
  ];
}

function misplacedFile(shape: Shape, place: Place, index: TypeIndex): Diagnostic[] {
  if (!containsFile(shape, index)) return [];
  return [
    {
      place,
      message: 'JSON cannot carry a file. Use multipart/form-data, or make the file the whole response body.',
    },
  ];
}
