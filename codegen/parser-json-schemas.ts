import {
  createJsonSchemaValidator,
  type JsonSchemaValidator,
  type Problem,
} from './json-schema-validator.ts';
import { draft3, JSONSchemaObject, schemaTexts } from './parser.ts';

/** A JSON schema, as the parser keeps it. */
interface SchemaObject {
  readonly schema: string;
  readonly provider: { readonly contextPath: () => string };
  /** Makes the parser's kind of error of what is wrong, and throws it. */
  readonly acceptErrors: (
    key: string,
    errors: readonly object[],
    content: string | null,
    throwImmediately: boolean,
    isWarning: boolean,
  ) => void;
}

let validator: JsonSchemaValidator = createJsonSchemaValidator();

/** Before a contract is read again: files may have changed. */
export function forgetJsonSchemas(): void {
  validator = createJsonSchemaValidator();
}

/**
 * Puts ajv in the place of the parser's own validator of JSON schemas, which knows draft 4 only, and loses files that
 * refer to each other or lie in a folder with a space in its name.
 */
export function validateJsonSchemasByAjv(): void {
  const nothing = (): void => undefined;
  Object.assign(draft3.Draft3Validator.prototype, { validate: () => [] });
  Object.assign(JSONSchemaObject.prototype, {
    setupId: nothing,
    updateGraph: nothing,
    validateSelf(this: SchemaObject) {
      complain(this, null, validator.checkSchema(this.schema, this.provider.contextPath()));
    },
    validate(this: SchemaObject, content: string) {
      schemaTexts.tryParseJSON(content, true);
      complain(
        this,
        content,
        validator.checkValue(this.schema, this.provider.contextPath(), JSON.parse(content)),
      );
    },
  });
}

function complain(schema: SchemaObject, content: string | null, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const errors = problems.map((problem) => ({ ...problem, code: 'INVALID_TYPE', params: [] }));
  const key = [content, schema.schema, schema.provider.contextPath()].join('\n');
  schema.acceptErrors(key, errors, content, true, content === null);
}
