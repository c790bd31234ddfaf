// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /things */
export interface GetThingsRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetThingsResponse =
  | { readonly status: 200; readonly body: string }
  | { readonly status: 404; readonly body: T.Problem };
