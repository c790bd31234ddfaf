// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /books */
export interface AddBookRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.Book;
}

export type AddBookResponse =
  | { readonly status: 201; readonly body: T.Book }
  | { readonly status: 400; readonly body: T.Problem };

/** GET /books — Lists every book. */
export interface ListBooksRequest {
  readonly path: None;
  readonly query: {
    /** At most this many books. */
    readonly limit?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ListBooksResponse =
  | { readonly status: 200; readonly body: readonly T.Book[] };

/** GET /pens — Lists every pen. */
export interface ListPensRequest {
  readonly path: None;
  readonly query: {
    /** At most this many pens. */
    readonly limit?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ListPensResponse =
  | { readonly status: 200; readonly body: readonly T.Pen[] };
