// Generated from api.raml by codegen. Do not edit.

import type * as O from './operations.ts';

export interface NotesService<Context> {
  /** GET /notes */
  getNotes(request: O.GetNotesRequest, context: Context): Promise<O.GetNotesResponse>;
  /** POST /notes */
  postNotes(request: O.PostNotesRequest, context: Context): Promise<O.PostNotesResponse>;
  /** GET /notes/{id}.{format} */
  getNotesByIdByFormat(
    request: O.GetNotesByIdByFormatRequest,
    context: Context,
  ): Promise<O.GetNotesByIdByFormatResponse>;
  /** DELETE /notes/{id}.{format} */
  deleteNotesByIdByFormat(
    request: O.DeleteNotesByIdByFormatRequest,
    context: Context,
  ): Promise<O.DeleteNotesByIdByFormatResponse>;
  /** PUT /notes/{id}.{format} */
  putNotesByIdByFormat(
    request: O.PutNotesByIdByFormatRequest,
    context: Context,
  ): Promise<O.PutNotesByIdByFormatResponse>;
  /** GET /notes/latest.txt */
  getNotesLatestTxt(
    request: O.GetNotesLatestTxtRequest,
    context: Context,
  ): Promise<O.GetNotesLatestTxtResponse>;
}

/** Every service of the contract; `Context` is what a call brings besides its request. */
export interface Services<Context> {
  readonly notes: NotesService<Context>;
}

export type OperationName =
  | 'getNotes'
  | 'postNotes'
  | 'getNotesByIdByFormat'
  | 'deleteNotesByIdByFormat'
  | 'putNotesByIdByFormat'
  | 'getNotesLatestTxt';
