// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /sizes */
export type PostSizesRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/xml'; readonly body: string }
  | { readonly contentType: 'text/plain'; readonly body: T.Text }
);

export type PostSizesResponse =
  | { readonly status: 200; readonly contentType: 'text/plain'; readonly body: string };
