import { urns } from '../../scim/resources.ts';
import { ScimError } from '../../scim/scim-error.ts';
import { toApiError } from '../../web/error-handler.ts';
import type { ServiceResponse } from '../../web/respond.ts';

export const scimMediaType = 'application/scim+json';

/** What a failure is answered by the directory (RFC 7644, section 3.12): as all others, in its form. */
export function scimRefusal(error: unknown): ServiceResponse {
  const refusal = toApiError(error);
  const { status, headers, code, description } = refusal;
  const scimType = refusal instanceof ScimError ? refusal.scimType : usualTypes[status];
  return {
    status,
    headers,
    contentType: scimMediaType,
    body: {
      schemas: [urns.error],
      status: String(status),
      ...(scimType !== undefined && { scimType }),
      detail: description ?? code,
    },
  };
}

/** Of refusals that the pipeline gives. */
const usualTypes: Readonly<Record<number, string>> = { 400: 'invalidValue' };
