import { checkPaths } from './check-paths.ts';
import { checkStrictOperation } from './check-strict-operation.ts';
import { checkTypes } from './check-types.ts';
import type { Diagnostic } from './diagnostics.ts';
import { type Api, operationsOf, type SecurityScheme } from './model.ts';
import type { TypeIndex } from './type-index.ts';

/** The rules of this project, whose server supports only a part of what the generator can emit. */
export function checkStrict(api: Api, index: TypeIndex): Diagnostic[] {
  return [
    ...checkTypes(api.types, index),
    ...checkPaths(api.resources),
    ...checkSecurity(api.security),
    ...operationsOf(api).flatMap((operation) => checkStrictOperation(operation, index)),
  ];
}

function checkSecurity([first, ...others]: readonly SecurityScheme[]): Diagnostic[] {
  const several = others.map(({ place }) => ({
    place,
    message: 'A contract has one security scheme. Merge its scopes into the first one.',
  }));
  if (!first || first.type === 'OAuth 2.0') return several;
  const message = `Security of type "${first.type}" is not supported. Use "OAuth 2.0".`;
  return [...several, { place: first.place, message }];
}
