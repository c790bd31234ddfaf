const files = [
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
  ...(['documentation.html', 'server.ts'] as const),
];
export type OutputName = (typeof files)[number];

/** Every file that can be generated. */
export const outputNames: readonly OutputName[] = files;

/** What is written when the configuration does not say: all but the server, for which a project may have its own. */
export const usualOutputs = outputNames.filter((name) => name !== 'server.ts');

/** What a library, which has no operations, does not give. */
export const outputsOfOperations: readonly OutputName[] = [
  ...(['operations.ts', 'services.ts', 'routes.ts', 'client.ts', 'server.ts'] as const),
];
