// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /notes — Lists the notes. */
export interface ListNotesRequest {
  readonly path: None;
  readonly query: { readonly limit?: number; readonly archived?: boolean; readonly words?: string };
  readonly headers: None;
  readonly body: undefined;
}

export type ListNotesResponse =
  | { readonly status: 200; readonly body: readonly T.Note[] };

/** PUT /notes/{label} */
export interface PutNoteRequest {
  readonly path: { readonly label: string };
  readonly query: None;
  readonly headers: { readonly 'if-match'?: string };
  readonly body: T.Note;
}

export type PutNoteResponse =
  | {
      readonly status: 200;
      readonly headers: { readonly Age: number; readonly ETag: string; readonly 'X-Left'?: number };
      readonly body: T.Note;
    }
  | { readonly status: 204 }
  | { readonly status: 409; readonly body: T.Problem };

/** PATCH /notes/{label} */
export interface CountNoteRequest {
  readonly path: { readonly label: string };
  readonly query: None;
  readonly headers: None;
  readonly body: number;
}

export type CountNoteResponse =
  | { readonly status: 200; readonly body: number };

/** POST /notes/{label} */
export interface TouchNoteRequest {
  readonly path: { readonly label: string };
  readonly query: { readonly force: boolean };
  readonly headers: None;
  readonly body: T.Note | undefined;
}

export type TouchNoteResponse =
  | { readonly status: 204 };

/** GET /notes/{label}/picture */
export interface GetPictureRequest {
  readonly path: { readonly label: string };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetPictureResponse =
  | { readonly status: 200; readonly contentType: string; readonly body: Uint8Array }
  | { readonly status: 404; readonly body: T.Problem };

/** POST /notes/{label}/picture */
export interface AddPictureRequest {
  readonly path: { readonly label: string };
  readonly query: None;
  readonly headers: None;
  readonly body: { readonly file: T.UploadedFile; readonly caption?: string; readonly tags?: readonly string[] };
}

export type AddPictureResponse =
  | { readonly status: 201; readonly body: T.Note };
