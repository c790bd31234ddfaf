// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /notes */
export type PostNotesRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly contentType: 'application/x-www-form-urlencoded'; readonly body: T.Note }
  | { readonly contentType: 'text/csv'; readonly body: string }
  | { readonly contentType: 'image/png'; readonly body: Uint8Array }
);

export type PostNotesResponse =
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Note }
  | {
      readonly status: 200;
      readonly contentType: 'application/hal+json';
      readonly body: { readonly links: readonly string[] };
    }
  | { readonly status: 200; readonly contentType: 'text/plain'; readonly body: string }
  | { readonly status: 200; readonly contentType: string; readonly body: Uint8Array }
  | { readonly status: 201; readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly status: 201; readonly contentType: 'text/xml'; readonly body: string };

/** PUT /notes */
export interface PutNotesRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: string;
}

export type PutNotesResponse =
  | { readonly status: 204 };

/** HEAD /notes */
export interface HeadNotesRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type HeadNotesResponse =
  | { readonly status: 200 };

/** OPTIONS /notes */
export interface OptionsNotesRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type OptionsNotesResponse =
  | { readonly status: 204 };
