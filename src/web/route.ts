import type { Route as GeneratedRoute } from '../../generated/routes.ts';

/** A route of any of the contracts. */
export interface Route extends Omit<GeneratedRoute, 'operation' | 'service'> {
  readonly operation: string;
  readonly service: string;
}
