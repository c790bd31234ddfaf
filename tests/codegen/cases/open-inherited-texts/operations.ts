// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /form */
export type PostFormRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'multipart/form-data'; readonly body: { readonly picture: T.UploadedFile } }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly contentType: 'text/xml'; readonly body: string }
);

export type PostFormResponse =
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly status: 200; readonly contentType: 'text/xml'; readonly body: string };

/** POST /json */
export type PostJsonRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/json'; readonly body: string }
  | { readonly contentType: 'text/xml'; readonly body: string }
);

export type PostJsonResponse =
  | { readonly status: 200; readonly contentType: 'text/plain'; readonly body: string }
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly status: 200; readonly contentType: 'text/xml'; readonly body: string };

/** POST /same */
export type PostSameRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly contentType: 'text/xml'; readonly body: string }
);

export type PostSameResponse =
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly status: 200; readonly contentType: 'text/xml'; readonly body: string };
