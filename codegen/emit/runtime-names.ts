/** Placeholder for the type of this name in services.ts. */
export type OperationName = string;
