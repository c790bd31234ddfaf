// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /jobs — Starts a job. */
export interface StartJobRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type StartJobResponse =
  | {
      readonly status: 201;
      readonly headers: {
        readonly Location: string;
        /** Seconds until it may be done. */
        readonly 'Retry-After'?: number;
      };
      readonly body: { readonly id: number };
    }
  | { readonly status: 202 }
  | { readonly status: 302; readonly headers: { readonly Location: string } }
  | { readonly status: 409; readonly body: T.Problem }
  | {
      readonly status: 429;
      readonly headers: { readonly 'Retry-After': number };
      readonly body: T.Problem;
    };

/** GET /jobs */
export interface GetJobReportRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetJobReportResponse =
  | { readonly status: 200; readonly contentType: 'application/json'; readonly body: T.Problem }
  | { readonly status: 200; readonly contentType: string; readonly body: Uint8Array };
