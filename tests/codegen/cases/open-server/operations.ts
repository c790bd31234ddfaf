// Generated from api.raml by codegen. Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /notes */
export interface GetNotesRequest {
  readonly path: None;
  readonly query: { readonly ids?: readonly number[]; readonly kind?: 'long' | 'short'; readonly open?: boolean };
  readonly headers: { readonly 'x-trace'?: string };
  readonly body: undefined;
}

export type GetNotesResponse =
  | { readonly status: 200; readonly body: readonly T.Note[] };

/** POST /notes */
export type PostNotesRequest = {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
} & (
  | { readonly contentType: 'application/json'; readonly body: T.Note }
  | { readonly contentType: 'text/plain'; readonly body: string }
);

export type PostNotesResponse =
  | { readonly status: 201; readonly headers: { readonly Location: string }; readonly body: T.Note }
  | { readonly status: 202; readonly contentType: 'text/csv'; readonly body: string };

/** GET /notes/{id}.{format} */
export interface GetNotesByIdByFormatRequest {
  readonly path: { readonly id: number; readonly format: string };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetNotesByIdByFormatResponse =
  | { readonly status: 200; readonly contentType: string; readonly body: Uint8Array };

/** DELETE /notes/{id}.{format} */
export interface DeleteNotesByIdByFormatRequest {
  readonly path: { readonly id: number; readonly format: string };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteNotesByIdByFormatResponse =
  | { readonly status: 204 }
  | { readonly status: 401 };

/** PUT /notes/{id}.{format} */
export interface PutNotesByIdByFormatRequest {
  readonly path: { readonly id: number; readonly format: string };
  readonly query: None;
  readonly headers: None;
  readonly body: { readonly file: T.UploadedFile; readonly label?: string };
}

export type PutNotesByIdByFormatResponse =
  | { readonly status: 200; readonly body: string };

/** GET /notes/latest.txt */
export interface GetNotesLatestTxtRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetNotesLatestTxtResponse =
  | { readonly status: 200; readonly contentType: 'text/plain'; readonly body: string };
