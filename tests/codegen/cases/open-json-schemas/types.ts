// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Person {
  readonly name: Name;
  readonly parents?: readonly Person[];
  readonly address?: Home;
  readonly contact?: string | Name & unknown;
  readonly [name: string]: number | Name | readonly Person[] | Home | string | Name & unknown | undefined;
}

export type Inline = {
  readonly a: 1;
  readonly b?: 'x' | 2 | null;
  readonly when?: string;
  readonly n?: number;
  readonly t?: readonly (string | number)[];
} | null;

export type Name = string;

export interface Home {
  readonly street?: string;
  readonly [name: string]: string | undefined;
}
