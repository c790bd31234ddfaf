// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Json = string | number | boolean | null | readonly unknown[] | JsonMap;

export interface JsonMap {
  readonly [name: string]: unknown;
}

export type Currency = string;

export type Euro = Currency;

export interface Xml {
  readonly name: string;
}

export interface Cat {
  readonly name: string;
  readonly age?: number;
}

export type Choice = Cat | Xml;

export type More = Choice & { readonly extra: string };

export interface Counted {
  readonly name: string;
  readonly age?: number;
  readonly [name: string]: string | number | string | number | undefined;
}

export interface Younger extends Cat {
  readonly age: number;
}

export interface Loose {
  readonly name: unknown;
  readonly age?: number;
}

/** Some text. */
export type Annotated = string;
