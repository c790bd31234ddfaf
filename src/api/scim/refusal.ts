import { urns } from '../../scim/resources.ts';
import { ScimError } from '../../scim/scim-error.ts';
import { toApiError } from '../../web/error-handler.ts';
import type { ServiceResponse } from '../../web/respond.ts';

export const scimMediaType = 'application/scim+json';

/**
 * The directory's answer to a failure: the default status and headers, with a body in SCIM form (RFC 7644,
 * section 3.12).
 */
export function scimRefusal(error: unknown): ServiceResponse {
  const refusal = toApiError(error);
  const { status, headers, code, description } = refusal;
  const scimType = refusal instanceof ScimError ? refusal.scimType : scimTypeByStatus[status];
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

/** The `scimType` of refusals by the pipeline, by status. */
const scimTypeByStatus: Readonly<Record<number, string>> = { 400: 'invalidValue' };
