// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /drawings */
export interface ListDrawingsRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListDrawingsResponse =
  | { readonly status: 200; readonly body: readonly T.Drawing[] };

/** DELETE /drawings/{id} */
export interface DeleteDrawingRequest {
  readonly path: { readonly id: string };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteDrawingResponse =
  | { readonly status: 204 };
