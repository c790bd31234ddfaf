import type { Place } from './diagnostics.ts';

/** The model of a contract, independent of RAML, TypeScript and OpenAPI. */
export interface Api {
  /** The source named in the first line of every generated file. */
  readonly banner: string;
  readonly title: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  /** Path of the API on its server, without a slash at the end: `/api`, or empty. */
  readonly basePath: string;
  readonly types: readonly TypeDef[];
  readonly resources: readonly Resource[];
  readonly security: readonly SecurityScheme[];
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface Example {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly value: Json;
}

/** Notes of the author on a shape, without restrictions. `extensions` are RAML annotations. */
export interface Notes {
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly examples?: readonly Example[];
  readonly extensions?: JsonObject;
}

/** Restrictions under their RAML names; lengths of files are bytes. */
export interface Facets {
  readonly enum?: readonly (string | number | boolean)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly format?: string;
  readonly fileTypes?: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export const scalarKinds = [
  'any',
  'nil',
  'boolean',
  'string',
  'number',
  'integer',
  'file',
  'datetime',
  'date-only',
  'time-only',
  'datetime-only',
] as const;
export type ScalarKind = (typeof scalarKinds)[number];

export interface ScalarShape {
  readonly kind: ScalarKind;
  readonly facets: Facets;
  readonly notes: Notes;
}

/** A value of all the named types, restricted further by the facets. */
export interface ReferenceShape {
  readonly kind: 'reference';
  readonly names: readonly string[];
  readonly facets: Facets;
  readonly notes: Notes;
}

export interface ArrayShape {
  readonly kind: 'array';
  readonly items: Shape;
  readonly facets: Facets;
  readonly notes: Notes;
}

export interface UnionShape {
  readonly kind: 'union';
  readonly options: readonly Shape[];
  /** Restrictions for every option to which they apply. */
  readonly facets: Facets;
  /** The discriminator, if the options are a family of types. */
  readonly discriminator?: Discriminator;
  readonly notes: Notes;
}

export interface Discriminator {
  readonly property: string;
  /** Names of types by the values of the property. */
  readonly types: Readonly<Record<string, string>>;
}

/** A value of all the shapes. */
export interface IntersectionShape {
  readonly kind: 'all';
  readonly parts: readonly Shape[];
  readonly notes: Notes;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** Names of the types whose properties come first. */
  readonly parents: readonly string[];
  readonly properties: readonly Property[];
  readonly patterns: readonly PatternProperty[];
  /** Whether other properties than the declared ones are refused. */
  readonly closed: boolean;
  readonly facets: Facets;
  readonly notes: Notes;
}

export type Shape = ScalarShape | ReferenceShape | ArrayShape | UnionShape | IntersectionShape | ObjectShape;

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** All properties with a matching name; an empty pattern matches every name. */
export interface PatternProperty {
  readonly pattern: string;
  readonly shape: Shape;
}

export interface TypeDef {
  readonly name: string;
  readonly shape: Shape;
  readonly place: Place;
}

export interface SecurityScheme {
  readonly name: string;
  /** The RAML name: `OAuth 2.0`, `Basic Authentication`, `x-custom`. */
  readonly type: string;
  readonly description: string | undefined;
  readonly authorizationUri: string | undefined;
  readonly accessTokenUri: string | undefined;
  readonly grants: readonly string[];
  readonly scopes: readonly string[];
  /** Ways to send a token other than the `Authorization` header. */
  readonly alternatives: readonly {
    readonly in: 'query' | 'header';
    readonly name: string;
    readonly description?: string;
  }[];
  readonly place: Place;
}

export interface Resource {
  readonly path: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  readonly place: Place;
  readonly operations: readonly Operation[];
}

export const methods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'] as const;
export type Method = (typeof methods)[number];

export interface Operation {
  /** As in the contract; empty if absent. */
  readonly displayName: string;
  /** The service group; empty if absent. */
  readonly service: string;
  readonly method: Method;
  readonly path: string;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  /** Only those of the operation itself, never those of its security scheme. */
  readonly headers: readonly Parameter[];
  /** One per media type. */
  readonly bodies: readonly Body[];
  /** In order of status. */
  readonly responses: readonly Response[];
  readonly access: Access;
  readonly place: Place;
}

export interface Access {
  /** Whether the contract declares access. */
  readonly declared: boolean;
  /** Whether the operation works without a token. */
  readonly public: boolean;
  /** Whether a token may be sent. */
  readonly token: boolean;
  /** The scopes that the operation lists itself; any one of them suffices. */
  readonly scopes: readonly string[];
  /** The schemes, of which any one suffices, each with the scopes listed by the operation. */
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[];
}

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  readonly place: Place;
}

/** How a body is passed on: `text` as a string, `bytes` unchanged. */
export type BodyKind = 'json' | 'multipart' | 'urlencoded' | 'text' | 'bytes';

export interface Body {
  readonly kind: BodyKind;
  readonly mediaType: string;
  readonly required: boolean;
  /** For forms: an object with one property per part. */
  readonly shape: Shape;
  readonly place: Place;
}

export interface Response {
  readonly status: number;
  readonly description: string | undefined;
  readonly headers: readonly Parameter[];
  readonly bodies: readonly ResponseBody[];
  readonly extensions: JsonObject;
  readonly place: Place;
}

export interface ResponseBody {
  readonly mediaType: string;
  readonly kind: 'json' | 'text' | 'bytes';
  readonly shape: Shape;
  readonly place: Place;
}

export function operationsOf(api: Api): Operation[] {
  return api.resources.flatMap(({ operations }) => operations);
}
