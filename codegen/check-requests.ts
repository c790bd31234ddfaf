import type { Diagnostic } from './diagnostics.ts';
import type { Body, Operation, Parameter } from './model.ts';
import { reusing } from './reuse.ts';
import type { TypeIndex } from './type-index.ts';

/** Declarations that no server could handle. */
export const checkRequests = reusing((operation: Operation, index): readonly Diagnostic[] => {
  const { bodies, headers, pathParameters, responses } = operation;
  return [
    ...sameParameters(pathParameters),
    ...sameHeaders(headers),
    ...[...headers, ...responses.flatMap((response) => response.headers)].flatMap(checkHeader),
    ...bodies.flatMap((body) => checkForm(body, index)),
  ];
});

/** The names of RFC 9110. */
function checkHeader({ name, place }: Parameter): Diagnostic[] {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return [];
  return [{ place, message: `A header cannot be called "${name}". Use letters, digits and hyphens.` }];
}

/** Parameters of the path are passed on by name. */
function sameParameters(parameters: readonly Parameter[]): Diagnostic[] {
  const names = parameters.map(({ name }) => name);
  return parameters
    .filter(({ name }, position) => names.indexOf(name) < position)
    .map(({ name, place }) => ({ place, message: `The path has {${name}} twice. Rename one of them.` }));
}

/** Header names are case-insensitive, so two spellings are one property of the request. */
function sameHeaders(headers: readonly Parameter[]): Diagnostic[] {
  const names = headers.map(({ name }) => name.toLowerCase());
  return headers
    .filter(({ name }, position) => names.indexOf(name.toLowerCase()) < position)
    .map(({ name, place }) => ({
      place,
      message: `Header "${name}" is declared twice in different spellings. Keep one.`,
    }));
}

function checkForm({ kind, mediaType, shape, place }: Body, index: TypeIndex): Diagnostic[] {
  if (kind !== 'multipart' && kind !== 'urlencoded') return [];
  if (['object', 'all', 'union', 'any'].includes(index.resolve(shape).kind)) return [];
  const file = kind === 'multipart' ? 'a file, or ' : '';
  return [{ place, message: `A ${mediaType} body must be ${file}an object with one property per part.` }];
}
