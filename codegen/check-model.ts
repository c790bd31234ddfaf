import { checkNames, sameRequests } from './check-names.ts';
import { checkRequests } from './check-requests.ts';
import { checkStrict } from './check-strict.ts';
import type { Diagnostic } from './diagnostics.ts';
import { type Api, operationsOf } from './model.ts';
import type { Profile } from './profile.ts';
import { createTypeIndex } from './type-index.ts';

/** The rules of the generator and of the profile that RAML itself does not have. */
export function checkModel(api: Api, profile: Profile): Diagnostic[] {
  const index = createTypeIndex(api.types);
  const operations = operationsOf(api);
  return [
    ...checkNames(operations),
    ...operations.flatMap((operation) => checkRequests(operation, index)),
    ...(profile.name === 'strict' ? checkStrict(api, index) : sameRequests(operations)),
  ];
}
