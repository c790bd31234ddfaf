import type { PageRequest } from '../../ui/page-request.ts';
import { isPercentEncoded } from '../../web/percent-encoding.ts';

/**
 * The parameters of an authorize request, including repeated ones. Form parameters override those of the query.
 * @returns undefined when the query is not percent-encoded properly
 */
export function parametersOf({ request, query, submission }: PageRequest): URLSearchParams | undefined {
  if (!isPercentEncoded(request.url)) return undefined;
  const posted = new Set(Object.keys(submission.values));
  const parameters = new URLSearchParams([...query].filter(([name]) => !posted.has(name)));
  for (const name of posted) for (const value of submission.all(name)) parameters.append(name, value);
  return parameters;
}
