import { type Api, type Operation, operationsOf } from '../model.ts';
import { operationName, requestName, responseName, serviceInterface } from '../names.ts';
import { block, doc, file, lines, method, quote } from '../writer.ts';

/** services.ts: one interface per service group, and the object that holds them all. */
export function emitServices(api: Api): string {
  const operations = operationsOf(api);
  const groups = groupByService(operations);
  return file(api.banner, [
    operations.length === 0 ? '' : "import type * as O from './operations.ts';",
    ...[...groups].map(([service, members]) => serviceText(service, members)),
    lines(
      doc('Every service of the contract; `Context` is what a call brings besides its request.'),
      servicesText([...groups.keys()]),
    ),
    operationNames(operations),
  ]);
}

/** Operations by service, in order of first use in the contract. */
export function groupByService(operations: readonly Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    groups.set(operation.service, [...(groups.get(operation.service) ?? []), operation]);
  }
  return groups;
}

function serviceText(service: string, operations: readonly Operation[]): string {
  return block(`export interface ${serviceInterface(service)}<Context> {`, operations.map(methodText));
}

function methodText({ displayName, method: verb, path }: Operation): string {
  const parameters = [`request: O.${requestName(displayName)}`, 'context: Context'];
  const result = `Promise<O.${responseName(displayName)}>`;
  return lines(doc(`${verb.toUpperCase()} ${path}`), method(operationName(displayName), parameters, result));
}

function servicesText(services: readonly string[]): string {
  const members = services.map((service) => `readonly ${service}: ${serviceInterface(service)}<Context>;`);
  return block('export interface Services<Context> {', members);
}

function operationNames(operations: readonly Operation[]): string {
  const names = operations.map(({ displayName }) => quote(operationName(displayName)));
  if (names.length === 0) return 'export type OperationName = never;';
  return `export type OperationName =\n${names.map((name) => `  | ${name}`).join('\n')};`;
}
