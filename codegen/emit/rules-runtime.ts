import type { Mismatch } from './refusal-runtime.ts';
import type { Check, Parts, Schema, ServedOperation, ServedParameter } from './request-runtime.ts';
import { validate } from './validate-runtime.ts';

/** The rules of the contract for an operation, evaluated for each request. */
export function rulesOf({ parameters }: ServedOperation, schemas: Readonly<Record<string, Schema>>): Check {
  return (_call, parts, body) => [
    ...parameters.flatMap((parameter) => checkParameter(parameter, parts, schemas)),
    ...(body ? validate(body.schema ?? {}, body.value, 'body', schemas) : []),
  ];
}

function checkParameter(
  { in: where, name, required, schema = {} }: ServedParameter,
  parts: Parts,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const key = where === 'header' ? name.toLowerCase() : name;
  const value = parts[where === 'header' ? 'headers' : where][key];
  const path = `${where}.${name}`;
  if (value === undefined) return required ? [{ path, message: 'is missing' }] : [];
  return validate(schema, value, path, schemas);
}
