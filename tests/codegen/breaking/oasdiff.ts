/** The rules of oasdiff (checker/rules.go at commit 4553c69, August 2026), compared with those of `--diff`. */

/** Where a declaration can be in a contract: the prefixes of rule names. */
export const places = {
  'request-parameter': (type: string) => operation(`queryParameters: { x: ${type} }`),
  'request-property': (type: string) => operation(`body: { properties: { x: ${type} } }`),
  'request-body': (type: string) => operation(`body: ${type}`),
  'response-property': (type: string) =>
    operation(`responses: { 200: { body: { properties: { x: ${type} } } } }`),
  'response-body': (type: string) => operation(`responses: { 200: { body: ${type} } }`),
  'response-header': (type: string) => operation(`responses: { 200: { headers: { x: ${type} } } }`),
};

/** An operation that contains this. */
export function operation(inside: string): string {
  return `/things:\n  post:\n    ${inside}`;
}

/** A rule of oasdiff, the contract before and after, and our rules where they have other names. */
export type Row = readonly [rule: string, before: string, after: string, ours?: readonly string[]];

/** Rules about a declaration, at the place given by the rule's prefix. */
export const declarations: readonly Row[] = [
  ...(['request-parameter', 'request-property', 'request-body'] as const).flatMap((at): Row[] => [
    [`${at}-max-decreased`, '{ type: number, maximum: 5 }', '{ type: number, maximum: 4 }'],
    [`${at}-max-increased`, '{ type: number, maximum: 5 }', '{ type: number, maximum: 6 }'],
    [`${at}-max-set`, '{ type: number }', '{ type: number, maximum: 6 }'],
    [`${at}-min-increased`, '{ type: number, minimum: 5 }', '{ type: number, minimum: 6 }'],
    [`${at}-min-decreased`, '{ type: number, minimum: 5 }', '{ type: number, minimum: 4 }'],
    [`${at}-min-set`, '{ type: number }', '{ type: number, minimum: 5 }'],
    [`${at}-max-length-decreased`, '{ type: string, maxLength: 5 }', '{ type: string, maxLength: 4 }'],
    [`${at}-max-length-increased`, '{ type: string, maxLength: 5 }', '{ type: string, maxLength: 6 }'],
    [`${at}-max-length-set`, '{ type: string }', '{ type: string, maxLength: 6 }'],
    [`${at}-min-length-increased`, '{ type: string, minLength: 5 }', '{ type: string, minLength: 6 }'],
    [`${at}-min-length-decreased`, '{ type: string, minLength: 5 }', '{ type: string, minLength: 4 }'],
    [`${at}-min-items-increased`, '{ type: array, minItems: 1 }', '{ type: array, minItems: 2 }'],
    [`${at}-min-items-decreased`, '{ type: array, minItems: 2 }', '{ type: array, minItems: 1 }'],
    [`${at}-min-items-set`, '{ type: array }', '{ type: array, minItems: 2 }'],
    [`${at}-max-items-decreased`, '{ type: array, maxItems: 2 }', '{ type: array, maxItems: 1 }'],
    [`${at}-max-items-increased`, '{ type: array, maxItems: 1 }', '{ type: array, maxItems: 2 }'],
    [`${at}-pattern-added`, '{ type: string }', '{ type: string, pattern: ^a$ }'],
    [`${at}-pattern-removed`, '{ type: string, pattern: ^a$ }', '{ type: string }'],
    [`${at}-pattern-changed`, '{ pattern: ^a$ }', '{ pattern: ^b$ }'],
    [`${at}-pattern-generalized`, '{ pattern: ^a$ }', '{ pattern: ^.*$ }'],
    [`${at}-became-enum`, '{ type: string }', '{ type: string, enum: [ a ] }'],
    [`${at}-enum-value-added`, '{ enum: [ a ] }', '{ enum: [ a, b ] }'],
    [`${at}-enum-value-removed`, '{ enum: [ a, b ] }', '{ enum: [ a ] }'],
    [`${at}-became-nullable`, '{ type: string }', '{ type: string | nil }'],
    [`${at}-became-not-nullable`, '{ type: string | nil }', '{ type: string }'],
    [`${at}-type-changed`, '{ type: integer }', '{ type: boolean }'],
    [`${at}-type-generalized`, '{ type: integer }', '{ type: number }'],
    [`${at}-default-value-added`, '{ type: integer }', '{ type: integer, default: 1 }'],
    [`${at}-default-value-removed`, '{ type: integer, default: 1 }', '{ type: integer }'],
    [`${at}-default-value-changed`, '{ type: integer, default: 1 }', '{ type: integer, default: 2 }'],
  ]),
  ...(['request-property', 'request-body'] as const).flatMap((at): Row[] => [
    [`${at}-any-of-added`, '{ type: integer | boolean }', '{ type: integer | boolean | string }'],
    [`${at}-any-of-removed`, '{ type: integer | boolean | string }', '{ type: integer | boolean }'],
    [
      `${at}-list-of-types-widened`,
      '{ type: integer }',
      '{ type: integer | boolean }',
      [`addition ${at}-any-of-added`],
    ],
    [
      `${at}-list-of-types-narrowed`,
      '{ type: integer | boolean }',
      '{ type: integer }',
      [`breaking ${at}-any-of-removed`],
    ],
    [`${at}-all-of-added`, '{ type: A }', '{ type: [ A, B ] }', ['breaking new-required-request-property']],
    [`${at}-all-of-removed`, '{ type: [ A, B ] }', '{ type: A }', ['breaking request-property-removed']],
    [
      `${at}-pattern-property-added`,
      '{ type: object }',
      '{ properties: { /^a/: string } }',
      ['breaking request-property-pattern-property-added'],
    ],
    [
      `${at}-pattern-property-removed`,
      '{ properties: { /^a/: string } }',
      '{ type: object }',
      ['addition request-property-pattern-property-removed'],
    ],
  ]),
  ...(['response-property', 'response-body'] as const).flatMap((at): Row[] => [
    [`${at}-max-increased`, '{ type: number, maximum: 5 }', '{ type: number, maximum: 6 }'],
    [`${at}-min-decreased`, '{ type: number, minimum: 5 }', '{ type: number, minimum: 4 }'],
    [`${at}-max-length-increased`, '{ type: string, maxLength: 5 }', '{ type: string, maxLength: 6 }'],
    [`${at}-max-length-unset`, '{ type: string, maxLength: 5 }', '{ type: string }'],
    [`${at}-min-length-decreased`, '{ type: string, minLength: 5 }', '{ type: string, minLength: 4 }'],
    [`${at}-min-items-decreased`, '{ type: array, minItems: 2 }', '{ type: array, minItems: 1 }'],
    [`${at}-min-items-unset`, '{ type: array, minItems: 2 }', '{ type: array }'],
    [`${at}-became-nullable`, '{ type: string }', '{ type: string | nil }'],
    [`${at}-became-not-nullable`, '{ type: string | nil }', '{ type: string }'],
    [`${at}-type-changed`, '{ type: integer }', '{ type: boolean }'],
    [`${at}-type-generalized`, '{ type: integer }', '{ type: number }'],
    [`${at}-type-specialized`, '{ type: number }', '{ type: integer }'],
    [`${at}-any-of-added`, '{ type: integer | boolean }', '{ type: integer | boolean | string }'],
    [`${at}-any-of-removed`, '{ type: integer | boolean | string }', '{ type: integer | boolean }'],
    [
      `${at}-one-of-added`,
      '{ type: integer | boolean }',
      '{ type: integer | boolean | string }',
      [`breaking ${at}-any-of-added`],
    ],
    [
      `${at}-one-of-removed`,
      '{ type: integer | boolean | string }',
      '{ type: integer | boolean }',
      [`addition ${at}-any-of-removed`],
    ],
    [
      `${at}-list-of-types-widened`,
      '{ type: integer }',
      '{ type: integer | boolean }',
      [`breaking ${at}-any-of-added`],
    ],
    [
      `${at}-list-of-types-narrowed`,
      '{ type: integer | boolean }',
      '{ type: integer }',
      [`addition ${at}-any-of-removed`],
    ],
    [
      `${at}-all-of-added`,
      '{ type: A }',
      '{ type: [ A, B ] }',
      ['addition response-required-property-added'],
    ],
    [
      `${at}-all-of-removed`,
      '{ type: [ A, B ] }',
      '{ type: A }',
      ['breaking response-required-property-removed'],
    ],
    [
      `${at}-pattern-property-added`,
      '{ type: object }',
      '{ properties: { /^a/: string } }',
      ['addition response-property-pattern-property-added'],
    ],
    [
      `${at}-pattern-property-removed`,
      '{ properties: { /^a/: string } }',
      '{ type: object }',
      ['breaking response-property-pattern-property-removed'],
    ],
    [`${at}-default-value-added`, '{ type: integer }', '{ type: integer, default: 1 }'],
    [`${at}-default-value-removed`, '{ type: integer, default: 1 }', '{ type: integer }'],
    [`${at}-default-value-changed`, '{ type: integer, default: 1 }', '{ type: integer, default: 2 }'],
  ]),
  ['response-property-pattern-added', '{ type: string }', '{ type: string, pattern: ^a$ }'],
  ['response-property-pattern-removed', '{ type: string, pattern: ^a$ }', '{ type: string }'],
  ['response-property-pattern-changed', '{ pattern: ^a$ }', '{ pattern: ^b$ }'],
  ['response-property-enum-value-added', '{ enum: [ a ] }', '{ enum: [ a, b ] }'],
  ['response-property-enum-value-removed', '{ enum: [ a, b ] }', '{ enum: [ a ] }'],
  ['response-header-type-changed', '{ type: integer }', '{ type: boolean }'],
  ['response-header-type-generalized', '{ type: integer }', '{ type: number }'],
  ['response-header-type-specialized', '{ type: number }', '{ type: integer }'],
  ['response-header-became-nullable', '{ type: string }', '{ type: string | nil }'],
  ['response-header-became-not-nullable', '{ type: string | nil }', '{ type: string }'],
  ['response-header-became-optional', '{ type: string }', '{ type: string, required: false }'],
  ['request-parameter-became-required', '{ required: false }', '{ required: true }'],
  ['request-parameter-became-optional', '{ required: true }', '{ required: false }'],
  ['request-property-became-required', '{ required: false }', '{ required: true }'],
  [
    'request-property-became-required-with-default',
    '{ required: false, default: a }',
    '{ required: true, default: a }',
    ['breaking request-property-became-required'],
  ],
  ['request-property-became-optional', '{ required: true }', '{ required: false }'],
  ['response-property-became-required', '{ required: false }', '{ required: true }'],
  ['response-property-became-optional', '{ required: true }', '{ required: false }'],
];

/** Rules about the parts of an operation, or about the API. */
export const operations: readonly Row[] = [
  [
    'endpoint-added',
    operation('responses: { 204: }'),
    `${operation('responses: { 204: }')}\n  get: { responses: { 204: } }`,
    ['addition operation-added'],
  ],
  [
    'api-removed-without-deprecation',
    `${operation('responses: { 204: }')}\n  get: { responses: { 204: } }`,
    operation('responses: { 204: }'),
    ['breaking operation-removed'],
  ],
  [
    'api-path-removed-without-deprecation',
    `${operation('')}\n/gone: { get: }`,
    operation(''),
    ['breaking operation-removed'],
  ],
  [
    'new-request-path-parameter',
    '/a: { get: }',
    '/a/{b}: { get: }',
    ['breaking operation-removed', 'addition operation-added'],
  ],
  ['request-body-added-required', operation(''), operation('body: integer')],
  ['request-body-added-optional', operation(''), operation('body: { type: integer, required: false }')],
  ['request-body-removed', operation('body: integer'), operation('')],
  [
    'request-body-became-optional',
    operation('body: integer'),
    operation('body: { type: integer, required: false }'),
  ],
  [
    'request-body-became-required',
    operation('body: { type: integer, required: false }'),
    operation('body: integer'),
  ],
  [
    'request-body-media-type-added',
    operation('body: { application/json: integer }'),
    operation('body: { application/json: integer, text/plain: string }'),
  ],
  [
    'request-body-media-type-removed',
    operation('body: { application/json: integer, text/plain: string }'),
    operation('body: { application/json: integer }'),
  ],
  [
    'request-body-media-type-schema-added',
    operation('body: { application/json: any }'),
    operation('body: { application/json: integer }'),
    ['breaking request-body-type-specialized'],
  ],
  [
    'request-body-media-type-schema-removed',
    operation('body: { application/json: integer }'),
    operation('body: { application/json: any }'),
    ['addition request-body-type-generalized'],
  ],
  [
    'response-body-media-type-schema-added',
    operation('responses: { 200: { body: any } }'),
    operation('responses: { 200: { body: integer } }'),
    ['addition response-body-type-specialized'],
  ],
  [
    'response-body-media-type-schema-removed',
    operation('responses: { 200: { body: integer } }'),
    operation('responses: { 200: { body: any } }'),
    ['breaking response-body-type-generalized'],
  ],
  [
    'response-media-type-added',
    operation('responses: { 200: { body: { application/json: integer } } }'),
    operation('responses: { 200: { body: { application/json: integer, text/plain: string } } }'),
  ],
  [
    'response-media-type-removed',
    operation('responses: { 200: { body: { application/json: integer, text/plain: string } } }'),
    operation('responses: { 200: { body: { application/json: integer } } }'),
  ],
  ['new-required-request-parameter', operation(''), operation('queryParameters: { x: string }')],
  ['new-optional-request-parameter', operation(''), operation('queryParameters: { x?: string }')],
  ['request-parameter-removed', operation('queryParameters: { x?: string }'), operation('')],
  [
    'new-required-request-property',
    operation('body: { properties: { x: string } }'),
    operation('body: { properties: { x: string, y: string } }'),
  ],
  [
    'new-required-request-property-with-default',
    operation('body: { properties: { x: string } }'),
    operation('body: { properties: { x: string, y: { default: a } } }'),
    ['breaking new-required-request-property'],
  ],
  [
    'new-optional-request-property',
    operation('body: { properties: { x: string } }'),
    operation('body: { properties: { x: string, y?: string } }'),
  ],
  [
    'request-property-removed',
    operation('body: { properties: { x: string, y?: string } }'),
    operation('body: { properties: { x: string } }'),
  ],
  [
    'response-required-property-added',
    operation('responses: { 200: { body: { properties: { x: string } } } }'),
    operation('responses: { 200: { body: { properties: { x: string, y: string } } } }'),
  ],
  [
    'response-required-property-removed',
    operation('responses: { 200: { body: { properties: { x: string, y: string } } } }'),
    operation('responses: { 200: { body: { properties: { x: string } } } }'),
  ],
  [
    'response-optional-property-added',
    operation('responses: { 200: { body: { properties: { x: string } } } }'),
    operation('responses: { 200: { body: { properties: { x: string, y?: string } } } }'),
  ],
  [
    'response-optional-property-removed',
    operation('responses: { 200: { body: { properties: { x: string, y?: string } } } }'),
    operation('responses: { 200: { body: { properties: { x: string } } } }'),
  ],
  [
    'response-header-added',
    operation('responses: { 200: }'),
    operation('responses: { 200: { headers: { x: string } } }'),
  ],
  [
    'required-response-header-removed',
    operation('responses: { 200: { headers: { x: string } } }'),
    operation('responses: { 200: }'),
  ],
  [
    'optional-response-header-removed',
    operation('responses: { 200: { headers: { x?: string } } }'),
    operation('responses: { 200: }'),
  ],
  [
    'response-success-status-removed',
    operation('responses: { 200: , 201: }'),
    operation('responses: { 200: }'),
  ],
  [
    'response-success-status-added',
    operation('responses: { 200: }'),
    operation('responses: { 200: , 201: }'),
  ],
  [
    'response-non-success-status-removed',
    operation('responses: { 200: , 404: }'),
    operation('responses: { 200: }'),
  ],
  [
    'response-non-success-status-added',
    operation('responses: { 200: }'),
    operation('responses: { 200: , 404: }'),
  ],
  [
    'api-operation-id-removed',
    operation('displayName: one'),
    operation('displayName: other'),
    ['addition api-operation-id-removed', 'addition api-operation-id-added'],
  ],
  [
    'api-operation-id-added',
    operation('displayName: one'),
    operation('displayName: other'),
    ['addition api-operation-id-removed', 'addition api-operation-id-added'],
  ],
  [
    'api-security-added',
    operation('securedBy: [ null ]'),
    operation('securedBy: [ oauth: { scopes: [ a ] } ]'),
  ],
  [
    'api-security-removed',
    operation('securedBy: [ oauth: { scopes: [ a ] } ]'),
    operation('securedBy: [ null ]'),
  ],
  [
    'api-security-scope-added',
    operation('securedBy: [ oauth: { scopes: [ a ] } ]'),
    operation('securedBy: [ oauth: { scopes: [ a, b ] } ]'),
  ],
  [
    'api-security-scope-removed',
    operation('securedBy: [ oauth: { scopes: [ a, b ] } ]'),
    operation('securedBy: [ oauth: { scopes: [ a ] } ]'),
  ],
  [
    'api-global-security-added',
    operation(''),
    `securedBy: [ basic ]\n${operation('')}`,
    ['breaking api-security-added'],
  ],
  [
    'api-global-security-removed',
    `securedBy: [ basic ]\n${operation('')}`,
    operation(''),
    ['addition api-security-removed'],
  ],
  [
    'api-global-security-scope-added',
    `securedBy: [ oauth: { scopes: [ a ] } ]\n${operation('')}`,
    `securedBy: [ oauth: { scopes: [ a, b ] } ]\n${operation('')}`,
    ['addition api-security-scope-added'],
  ],
  [
    'api-global-security-scope-removed',
    `securedBy: [ oauth: { scopes: [ a, b ] } ]\n${operation('')}`,
    `securedBy: [ oauth: { scopes: [ a ] } ]\n${operation('')}`,
    ['breaking api-security-scope-removed'],
  ],
];

/** Rules about the declarations of security schemes. */
export const schemes: readonly Row[] = [
  [
    'api-security-component-added',
    '{ one: { type: Basic Authentication } }',
    '{ one: { type: Basic Authentication }, two: { type: Basic Authentication } }',
  ],
  [
    'api-security-component-removed',
    '{ one: { type: Basic Authentication }, two: { type: Basic Authentication } }',
    '{ one: { type: Basic Authentication } }',
  ],
  [
    'api-security-component-type-changed',
    '{ one: { type: Basic Authentication } }',
    '{ one: { type: Digest Authentication } }',
  ],
  ...(
    [
      ['oauth-token-url-changed', 'token', 'x', 'x', 'a', 'a'],
      ['oauth-url-changed', 'x', 'authorize', 'x', 'a', 'a'],
      ['oauth-scope-added', 'x', 'x', 'x', 'a', 'a, b'],
      ['oauth-scope-removed', 'x', 'x', 'x', 'a, b', 'a'],
    ] as const
  ).map(([rule, token, authorize, same, before, after]): Row => {
    const scheme = (tokenUri: string, authorizationUri: string, scopes: string): string =>
      `{ one: { type: OAuth 2.0, settings: { accessTokenUri: "https://a.example/${tokenUri}", authorizationUri: "https://a.example/${authorizationUri}", authorizationGrants: [ authorization_code ], scopes: [ ${scopes} ] } } }`;
    return [`api-security-component-${rule}`, scheme(same, same, before), scheme(token, authorize, after)];
  }),
];

/** Rules that compare what RAML does not have, or has in another form. */
export const incomparable: readonly (readonly [rules: RegExp, reason: string])[] = [
  [/deprecat|sunset|reactivated|stability/, 'RAML has no deprecation'],
  [/^api-(major-)?version/, 'a policy for version numbers, no difference between contracts'],
  [/read-only|write-only/, 'RAML properties are not read-only or write-only'],
  [/x-extensible-enum/, 'an extension of OpenAPI'],
  [/^webhook/, 'RAML has no webhooks'],
  [/^api-tag/, 'RAML has no tags; services are names in code'],
  [/^api-schema-removed$/, 'a type that no operation uses is of no concern to callers'],
  [/scope-changed$/, 'scopes have no descriptions in RAML'],
  [
    /contains|-(if|then|else)-|prefix-items|dependent|property-names|unevaluated|content-(schema|media|encoding)/,
    'JSON Schema of 2019 and later',
  ],
  [/-const-/, 'RAML has no constants; an enum of one value is compared as an enum'],
  [/exclusive-/, 'in drafts 4 to 7 a flag or limit of JSON schemas alone; compared as a limit and a flag'],
  [
    /^request-parameter-property|^request-header-property|^new-required-request-header-property/,
    'parameters of object types are compared like bodies',
  ],
  [/default-parameter-to-existing-path/, 'RAML has no query parameters of a path'],
  [/annotation-only/, 'a parent without restrictions changes nothing'],
  [/wrapped-in-one-of/, 'a union with the old type in it accepts all that was accepted'],
  [/media-type-name/, 'names of media types are compared as a whole: removed and added'],
  [/mediatype-enum/, 'told as response-property-enum-value-removed'],
  [/-type-compatible$/, 'no type of RAML has another with the same values'],
  [/one-of-(added|removed)$/, 'a union is reported under the rules of any-of'],
  [/list-of-types/, 'a union is reported under the rules of any-of'],
  [/discriminator/, 'a family of types has more than one difference then: tested below the table'],
];
