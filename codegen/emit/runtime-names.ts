/** Stands for the type of this name that services.ts has. */
export type OperationName = string;
