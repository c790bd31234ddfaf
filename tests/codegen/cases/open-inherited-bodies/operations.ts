// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /named */
export type PostNamedRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'multipart/form-data'; readonly body: { readonly picture: T.UploadedFile } }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
);

export type PostNamedResponse =
  | { readonly status: 204 };

/** POST /described */
export type PostDescribedRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/x-www-form-urlencoded'; readonly body: T.Note }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
);

export type PostDescribedResponse =
  | { readonly status: 204 };

/** POST /chosen */
export type PostChosenRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'text/plain'; readonly body: string }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
);

export type PostChosenResponse =
  | { readonly status: 200; readonly contentType: 'text/plain'; readonly body: string }
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Note };

/** POST /form */
export type PostFormRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/x-www-form-urlencoded'; readonly body: T.Note }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
);

export type PostFormResponse =
  | { readonly status: 204 };

/** POST /trait */
export type PostTraitRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'text/plain'; readonly body: string }
  | { readonly contentType: 'application/json'; readonly body: T.Note }
);

export type PostTraitResponse =
  | { readonly status: 204 };

/** POST /overridden */
export type PostOverriddenRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/json'; readonly body: string }
  | { readonly contentType: 'text/plain'; readonly body: string }
);

export type PostOverriddenResponse =
  | { readonly status: 204 };
