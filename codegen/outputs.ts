const files = [
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
  ...(['documentation.html', 'documentation.json', 'server.ts', 'validators.js'] as const),
];
export type OutputName = (typeof files)[number];

/** Every file that can be generated. */
export const outputNames: readonly OutputName[] = files;

/**
 * What is written when the configuration does not say: neither the server, for which a project may have its own, nor the
 * documentation in pieces, which needs a site around it, nor the validators, which need packages.
 */
export const usualOutputs = outputNames.filter(
  (name) => !['server.ts', 'documentation.json', 'validators.js'].includes(name),
);

/** What a library, which has no operations, does not give. */
export const outputsOfOperations: readonly OutputName[] = [
  ...(['operations.ts', 'services.ts', 'routes.ts', 'client.ts', 'server.ts', 'validators.js'] as const),
];
