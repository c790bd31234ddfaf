import { parseFilter } from '../../scim/filter.ts';
import { type Projection, type ProjectionRequest, readProjection } from '../../scim/projection.ts';
import { urns } from '../../scim/resources.ts';
import { pageLimits } from '../../scim/schemas.ts';
import type { ListRequest } from '../../scim/users/queries.ts';

/** The parameters of a list, from the query or from a body. */
export interface RequestedList extends ProjectionRequest {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly startIndex?: number;
  readonly count?: number;
}

export interface ReadList {
  readonly list: ListRequest;
  readonly projection: Projection;
}

const maximumSkipped = 1_000_000_000;

/** @throws ScimError `invalidFilter` */
export function readList({
  filter,
  sortBy,
  sortOrder,
  startIndex = 1,
  count,
  ...attributeNames
}: RequestedList): ReadList {
  return {
    list: {
      filter: filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter),
      sortBy: sortBy === '' ? undefined : sortBy,
      isDescending: sortOrder === 'descending',
      offset: Math.min(Math.max(startIndex, 1), maximumSkipped) - 1,
      limit: Math.min(Math.max(count ?? pageLimits.usual, 0), pageLimits.most),
    },
    projection: readProjection(attributeNames),
  };
}

/** A list response (RFC 7644, section 3.4.2). */
export function toPage<Resource>(
  { offset }: Pick<ListRequest, 'offset'>,
  total: number,
  resources: Resource[],
) {
  return {
    schemas: [urns.list],
    totalResults: total,
    startIndex: offset + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** The base address of an organization's SCIM directory. */
export function directoryAddress(publicUrl: string, globalid: string): string {
  return `${publicUrl}/scim/v2/organizations/${encodeURIComponent(globalid)}`;
}
