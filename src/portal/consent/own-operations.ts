import { routes } from '../../../generated/routes.ts';
import type { OperationName } from '../../../generated/services.ts';
import type { CallContext } from '../../api/call-context.ts';
import type { Problem } from '../../base/contract-rules.ts';
import { siteClientId } from '../../base/principal.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { ConsentDependencies } from './dependencies.ts';

/** A call of the API on behalf of the person at the page. */
export interface OwnCall {
  readonly operation: OperationName;
  readonly username: string;
  /** Names the entry, where the operation is about one. */
  readonly label?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface OwnAnswer {
  readonly problems: readonly Problem[];
  readonly body: unknown;
}

/**
 * Calls an operation of the API for the user's own account, by the same rules and code as a request would.
 * @returns the rules that the body breaks, none when it was done; and the body of the answer
 * @throws ApiError of the operation
 */
export async function callOwn(
  { operations, backend }: Pick<ConsentDependencies, 'operations' | 'backend'>,
  page: PageRequest,
  { operation, username, label, body }: OwnCall,
): Promise<OwnAnswer> {
  const path = { username, ...(label !== undefined && { label }) };
  const request = {
    path,
    query: speaks(operation) ? { lang: page.language } : {},
    header: {},
    ...(body && { requestBody: { ...body } }),
  };
  const problems = backend.checkRequest(operation, request);
  if (problems.length > 0) return { problems, body: undefined };
  const run = operations.get(operation);
  if (!run) throw new Error(`no service implements ${operation}`);
  const { query, requestBody } = request as typeof request & { requestBody?: unknown };
  const answer = await run({ path, query, headers: {}, body: requestBody }, contextOf(page, username));
  return { problems, body: answer.body };
}

/** Whether an operation takes the language of the messages it sends. */
function speaks(operation: OperationName): boolean {
  const route = routes.find((each) => each.operation === operation);
  return route !== undefined && 'lang' in route.query;
}

/** Whoever is signed in has full power over the own account. */
function contextOf({ network, requestId, userAgent }: PageRequest, username: string): CallContext {
  const scopes = ['user:admin'];
  const caller = { basis: 'session', username, clientId: siteClientId, scopes } as const;
  return { caller, scopes, network: () => network, requestId, userAgent };
}
