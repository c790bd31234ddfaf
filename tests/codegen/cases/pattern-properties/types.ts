// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Anything {
  readonly [name: string]: number;
}

export interface Headers {
  readonly [name: string]: string;
}

export interface ClosedHeaders {
  readonly [name: string]: string | number;
}

export interface Counted {
  readonly total: number;
  readonly note?: string;
  readonly [name: string]: readonly number[] | number | string | undefined;
}
