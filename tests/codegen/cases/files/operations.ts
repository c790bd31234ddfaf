// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /pictures */
export interface AddPictureRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: { readonly file: T.UploadedFile };
}

export type AddPictureResponse =
  | { readonly status: 204 };

/** PUT /pictures */
export interface ReplacePictureRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.Upload;
}

export type ReplacePictureResponse =
  | { readonly status: 204 };

/** GET /pictures */
export interface GetPictureRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetPictureResponse =
  | { readonly status: 200; readonly contentType: string; readonly body: Uint8Array }
  | { readonly status: 404 };
