/** The parsed tree as raml-1-parser prints it, limited to what the generator reads. */

export interface RamlAnnotation {
  readonly name: string;
  readonly value: unknown;
}

export interface RamlExample {
  readonly name: string | null;
  readonly value: unknown;
  readonly displayName?: string;
  readonly description?: string;
}

export type RamlTypeReference = string | RamlType;

/** A type declaration: named type, property, parameter, header or body. */
export interface RamlType {
  readonly name: string;
  readonly displayName?: string;
  readonly type: readonly RamlTypeReference[];
  readonly typePropertyKind?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly examples?: readonly RamlExample[];
  readonly annotations?: readonly RamlAnnotation[];
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly format?: string;
  readonly fileTypes?: readonly string[];
  readonly items?: readonly RamlTypeReference[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly anyOf?: readonly RamlTypeReference[];
  readonly properties?: readonly RamlType[];
  readonly additionalProperties?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface RamlResponse {
  readonly code: string;
  readonly description?: string;
  readonly headers?: readonly RamlType[];
  readonly body?: readonly RamlType[];
  readonly annotations?: readonly RamlAnnotation[];
}

/** What a security scheme adds to the operations that use it; the parser merges it into each of them. */
export interface RamlDescribedBy {
  readonly headers?: readonly RamlType[];
  readonly queryParameters?: readonly RamlType[];
}

export interface RamlSecurityScheme {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly describedBy?: RamlDescribedBy;
  readonly settings?: {
    readonly accessTokenUri?: string;
    readonly authorizationUri?: string;
    readonly authorizationGrants?: readonly string[];
    readonly scopes?: readonly string[];
  };
}

export interface RamlMethod {
  readonly method: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly annotations?: readonly RamlAnnotation[];
  readonly uriParameters?: readonly RamlType[];
  readonly queryParameters?: readonly RamlType[];
  readonly queryString?: RamlType;
  readonly headers?: readonly RamlType[];
  readonly body?: readonly RamlType[];
  readonly responses?: readonly RamlResponse[];
  readonly securedBy?: readonly (RamlSecurityScheme | null)[];
}

export interface RamlResource {
  readonly relativeUri: string;
  readonly completeRelativeUri: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly annotations?: readonly RamlAnnotation[];
  readonly methods?: readonly RamlMethod[];
  readonly resources?: readonly RamlResource[];
}

export interface RamlApi {
  readonly title: string;
  readonly description?: string;
  readonly version?: string;
  readonly baseUri?: string;
  readonly annotations?: readonly RamlAnnotation[];
  readonly documentation?: readonly { readonly title: string; readonly content: string }[];
  readonly types?: readonly RamlType[];
  readonly securitySchemes?: readonly RamlSecurityScheme[];
  readonly resources?: readonly RamlResource[];
}
