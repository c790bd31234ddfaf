// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /items/{label} */
export interface GetItemRequest {
  readonly path: {
    /** Name of the item. */
    readonly label: T.Label;
  };
  readonly query: {
    readonly lang: string;
    readonly 'is-new'?: boolean;
    readonly since?: string;
    readonly size?: 'big' | 'small';
    readonly ratio?: number;
    readonly level?: T.Label;
  };
  readonly headers: {
    /** Returned in the answer. */
    readonly 'x-trace-id'?: string;
    readonly 'if-match': string;
  };
  readonly body: undefined;
}

export type GetItemResponse =
  | { readonly status: 200 };

/** GET /items/{label}/parts/{part}/{number} */
export interface FindPartsRequest {
  readonly path: {
    /** Name of the item. */
    readonly label: T.Label;
    readonly part: string;
    readonly number: number;
  };
  readonly query: { readonly from?: number; readonly size: number; readonly label?: T.Label };
  readonly headers: None;
  readonly body: undefined;
}

export type FindPartsResponse =
  | { readonly status: 200 };
