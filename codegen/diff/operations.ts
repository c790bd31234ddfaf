import type { Access, Body, Operation, Parameter, Response } from '../model.ts';
import type { TypeIndex } from '../type-index.ts';
import type { LocalChange } from './change.ts';
import { type Comparison, compareShapes, requiredChange } from './shapes.ts';

/** What changes for those who call an operation. */
export function compareOperations(
  old: Operation,
  now: Operation,
  before: TypeIndex,
  after: TypeIndex,
): LocalChange[] {
  const request: Comparison = { before, after, direction: 'request', open: new Set() };
  const response: Comparison = { ...request, direction: 'response' };
  return [
    ...compareParameters(request, old.pathParameters, now.pathParameters, 'path'),
    ...compareParameters(request, old.queryParameters, now.queryParameters, 'query'),
    ...compareParameters(request, old.headers, now.headers, 'header'),
    ...compareBodies(request, old.bodies, now.bodies),
    ...compareResponses(response, old.responses, now.responses),
    ...compareAccess(old, now),
    ...compareNames(old, now),
  ];
}

/** Path parameters are identified by position, because their names are not sent. */
function compareParameters(
  comparison: Comparison,
  old: readonly Parameter[],
  now: readonly Parameter[],
  where: string,
): LocalChange[] {
  const key = ({ name }: Parameter, place: number): string =>
    where === 'path' ? String(place) : where === 'header' ? name.toLowerCase() : name;
  const had = new Map(old.map((one, place) => [key(one, place), one]));
  const has = new Map(now.map((one, place) => [key(one, place), one]));
  const direction = 'request';
  const gone = [...had]
    .filter(([name]) => !has.has(name))
    .map(([, { name }]): LocalChange => {
      const field = `${where}.${name}`;
      return {
        rule: 'request-parameter-removed',
        severity: 'breaking',
        direction,
        field,
        message: `${field} is gone`,
      };
    });
  const come = [...has]
    .filter(([name]) => !had.has(name))
    .map(([, { name, required }]): LocalChange => {
      const field = `${where}.${name}`;
      const word = required ? 'required' : 'optional';
      const severity = required ? 'breaking' : 'addition';
      return {
        rule: `new-${word}-request-parameter`,
        severity,
        direction,
        field,
        message: `${field} is new and ${word}`,
      };
    });
  const kept = [...had].flatMap(([name, one]) => {
    const other = has.get(name);
    if (!other) return [];
    const field = `${where}.${other.name}`;
    const required =
      one.required === other.required ? [] : [requiredChange(direction, other.required, field, 'parameter')];
    return [...required, ...compareShapes(comparison, one.shape, other.shape, field, 'parameter')];
  });
  return [...gone, ...come, ...kept];
}

function compareBodies(comparison: Comparison, old: readonly Body[], now: readonly Body[]): LocalChange[] {
  const direction = 'request';
  const needed = (bodies: readonly Body[]): boolean =>
    bodies.length > 0 && bodies.every(({ required }) => required);
  if (old.length === 0 && now.length > 0) {
    const word = needed(now) ? 'required' : 'optional';
    const severity = needed(now) ? 'breaking' : 'addition';
    return [
      {
        rule: `request-body-added-${word}`,
        severity,
        direction,
        field: 'body',
        message: `a body is new and ${word}`,
      },
    ];
  }
  if (old.length > 0 && now.length === 0) {
    return [
      {
        rule: 'request-body-removed',
        severity: 'breaking',
        direction,
        field: 'body',
        message: 'the body is gone',
      },
    ];
  }
  const required =
    old.length > 0 && now.length > 0 && needed(old) !== needed(now)
      ? [requiredChange(direction, needed(now), 'body', 'body')]
      : [];
  return [...required, ...compareMedia(comparison, old, now, 'body')];
}

interface Media {
  readonly mediaType: string;
  readonly shape: Body['shape'];
}

function compareMedia(
  comparison: Comparison,
  old: readonly Media[],
  now: readonly Media[],
  field: string,
): LocalChange[] {
  const { direction } = comparison;
  const rule = direction === 'request' ? 'request-body-media-type' : 'response-media-type';
  const gone = old.filter(({ mediaType }) => !now.some((other) => other.mediaType === mediaType));
  const come = now.filter(({ mediaType }) => !old.some((other) => other.mediaType === mediaType));
  return [
    ...gone.map(
      ({ mediaType }): LocalChange => ({
        rule: `${rule}-removed`,
        severity: 'breaking',
        direction,
        field,
        message: `${field} can no longer be ${mediaType}`,
      }),
    ),
    ...come.map(
      ({ mediaType }): LocalChange => ({
        rule: `${rule}-added`,
        severity: 'addition',
        direction,
        field,
        message: `${field} can now be ${mediaType}`,
      }),
    ),
    ...old.flatMap((body) => {
      const other = now.find(({ mediaType }) => mediaType === body.mediaType);
      return other ? compareShapes(comparison, body.shape, other.shape, field, 'body') : [];
    }),
  ];
}

function compareResponses(
  comparison: Comparison,
  old: readonly Response[],
  now: readonly Response[],
): LocalChange[] {
  const kind = (status: number): string => (status < 400 ? 'success' : 'non-success');
  const direction = 'response';
  const gone = old.filter(({ status }) => !now.some((other) => other.status === status));
  const come = now.filter(({ status }) => !old.some((other) => other.status === status));
  return [
    ...gone.map(
      ({ status }): LocalChange => ({
        rule: `response-${kind(status)}-status-removed`,
        severity: status < 400 ? 'breaking' : 'addition',
        direction,
        field: String(status),
        message: `${status} is gone`,
      }),
    ),
    ...come.map(
      ({ status }): LocalChange => ({
        rule: `response-${kind(status)}-status-added`,
        severity: 'addition',
        direction,
        field: String(status),
        message: `${status} is new`,
      }),
    ),
    ...old.flatMap((response) => {
      const other = now.find(({ status }) => status === response.status);
      if (!other) return [];
      const field = String(response.status);
      return [
        ...compareMedia(comparison, response.bodies, other.bodies, `${field}.body`),
        ...compareHeaders(comparison, response, other),
      ];
    }),
  ];
}

function compareHeaders(comparison: Comparison, old: Response, now: Response): LocalChange[] {
  const direction = 'response';
  const had = new Set(old.headers.map(({ name }) => name.toLowerCase()));
  const come = now.headers
    .filter(({ name }) => !had.has(name.toLowerCase()))
    .map(({ name }): LocalChange => {
      const field = `${old.status}.header.${name}`;
      return {
        rule: 'response-header-added',
        severity: 'addition',
        direction,
        field,
        message: `${field} is new`,
      };
    });
  const kept = old.headers.flatMap((header) => {
    const field = `${old.status}.header.${header.name}`;
    const other = now.headers.find(({ name }) => name.toLowerCase() === header.name.toLowerCase());
    if (!other) {
      const word = header.required ? 'required' : 'optional';
      const rule = `${word}-response-header-removed`;
      return [
        { rule, severity: 'breaking', direction, field, message: `${field} is gone` } satisfies LocalChange,
      ];
    }
    const required =
      header.required === other.required ? [] : [requiredChange(direction, other.required, field, 'header')];
    return [...required, ...compareShapes(comparison, header.shape, other.shape, field, 'header')];
  });
  return [...kept, ...come];
}

/** Any one of the schemes and scopes suffices, so one more lets more callers in. */
function compareAccess({ access: old }: Operation, { access: now }: Operation): LocalChange[] {
  const change = (rule: string, severity: LocalChange['severity'], message: string): LocalChange[] => [
    { rule, severity, direction: 'request', field: 'access', message },
  ];
  if (old.public !== now.public) {
    return now.public
      ? change('api-security-removed', 'addition', 'no token is needed any longer')
      : change('api-security-added', 'breaking', 'a token is needed now');
  }
  const [had, has] = [credentialsOf(old), credentialsOf(now)];
  const gone = old.public ? [] : had.filter((one) => !suffices(one, has));
  const come = has.filter((one) => !suffices(one, had));
  return [
    ...gone.flatMap((one) =>
      change(`api-security-${kindOf(one)}-removed`, 'breaking', `${textOf(one, has)} no longer suffices`),
    ),
    ...come.flatMap((one) =>
      change(`api-security-${kindOf(one)}-added`, 'addition', `${textOf(one, had)} suffices now`),
    ),
  ];
}

/** What a caller needs: a scheme, with this or any scope. */
interface Credential {
  readonly scheme: string;
  readonly scope: string | undefined;
}

function credentialsOf({ schemes }: Access): Credential[] {
  return schemes.flatMap(({ name: scheme, scopes }): Credential[] =>
    scopes.length === 0 ? [{ scheme, scope: undefined }] : scopes.map((scope) => ({ scheme, scope })),
  );
}

function suffices({ scheme, scope }: Credential, needed: readonly Credential[]): boolean {
  return needed.some((one) => one.scheme === scheme && (one.scope === undefined || one.scope === scope));
}

function kindOf({ scope }: Credential): string {
  return scope === undefined ? 'scheme' : 'scope';
}

function textOf({ scheme, scope }: Credential, others: readonly Credential[]): string {
  if (scope !== undefined) return `the scope ${scope}`;
  const limited = others.some((other) => other.scheme === scheme);
  return limited ? `the scheme ${scheme} with any scope` : `the scheme ${scheme}`;
}

/** Generated clients call operations by name. */
function compareNames({ displayName: old }: Operation, { displayName: now }: Operation): LocalChange[] {
  if (old === now) return [];
  const change = (rule: string, message: string): LocalChange => ({
    rule,
    severity: 'addition',
    direction: 'operation',
    field: 'displayName',
    message,
  });
  return [
    change('api-operation-id-removed', `it is no longer called ${old}`),
    change('api-operation-id-added', `it is called ${now}`),
  ];
}
