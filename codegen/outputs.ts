const files = [
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
  'documentation.html' as const,
];
export type OutputName = (typeof files)[number];

/** Every file that can be generated. */
export const outputNames: readonly OutputName[] = files;

/** What a library, which has no operations, does not give. */
export const outputsOfOperations: readonly OutputName[] = [
  ...(['operations.ts', 'services.ts', 'routes.ts', 'client.ts'] as const),
];
