// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /validity */
export interface GetValidityRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetValidityResponse =
  | { readonly status: 200; readonly body: number };

/** PUT /validity */
export interface SetValidityRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.Seconds | T.Wrapped;
}

export type SetValidityResponse =
  | { readonly status: 200; readonly body: string };

/** POST /validity */
export interface AcceptValidityRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.Wrapped | undefined;
}

export type AcceptValidityResponse =
  | { readonly status: 204 };

/** PATCH /validity */
export interface PatchValidityRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export type PatchValidityResponse =
  | { readonly status: 204 };
