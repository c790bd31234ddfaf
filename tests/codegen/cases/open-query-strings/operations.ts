// Generated from api.raml by codegen. Do not edit.

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /places */
export interface GetPlacesRequest {
  readonly path: None;
  readonly query: { readonly limit?: number; readonly lat?: number; readonly long?: number; readonly name?: string };
  readonly headers: None;
  readonly body: undefined;
}

export type GetPlacesResponse =
  | { readonly status: 204 };

/** GET /names */
export interface GetNamesRequest {
  readonly path: None;
  readonly query: { readonly limit?: number; readonly name: string };
  readonly headers: None;
  readonly body: undefined;
}

export type GetNamesResponse =
  | { readonly status: 204 };

/** GET /pages */
export interface GetPagesRequest {
  readonly path: None;
  readonly query: { readonly limit?: number };
  readonly headers: None;
  readonly body: undefined;
}

export type GetPagesResponse =
  | { readonly status: 204 };
