const files = [
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
  ...(['documentation.html', 'documentation.json', 'server.ts', 'validators.js'] as const),
];
export type OutputName = (typeof files)[number];

/** Every file that can be generated. */
export const outputNames: readonly OutputName[] = files;

/**
 * The default outputs: without the server, as a project may have its own, the documentation in pieces, which needs a
 * site around it, and the validators, which need packages.
 */
export const defaultOutputs = outputNames.filter(
  (name) => !['server.ts', 'documentation.json', 'validators.js'].includes(name),
);

/** The outputs that a library cannot have, because it has no operations. */
export const outputsOfOperations: readonly OutputName[] = [
  ...(['operations.ts', 'services.ts', 'routes.ts', 'client.ts', 'server.ts', 'validators.js'] as const),
];
