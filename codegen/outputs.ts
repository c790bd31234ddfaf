const files = [
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
  ...(['documentation.html', 'documentation.json', 'server.ts'] as const),
];
export type OutputName = (typeof files)[number];

/** Every file that can be generated. */
export const outputNames: readonly OutputName[] = files;

/**
 * What is written when the configuration does not say: neither the server, for which a project may have its own, nor the
 * documentation in pieces, which needs a site around it.
 */
export const usualOutputs = outputNames.filter(
  (name) => name !== 'server.ts' && name !== 'documentation.json',
);

/** What a library, which has no operations, does not give. */
export const outputsOfOperations: readonly OutputName[] = [
  ...(['operations.ts', 'services.ts', 'routes.ts', 'client.ts', 'server.ts'] as const),
];
