import {
  createJsonSchemaValidator,
  type JsonSchemaValidator,
  type Problem,
} from './json-schema-validator.ts';
import { draft3, JSONSchemaObject, schemaTexts } from './parser.ts';

/** A JSON schema, as stored by the parser. */
interface SchemaObject {
  readonly schema: string;
  readonly provider: { readonly contextPath: () => string };
  /** Throws the problem as an error of the parser. */
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
 * Replaces the parser's own JSON schema validator with ajv. The former supports only draft 4, and fails for files that
 * refer to each other or are in a folder with a space in its name.
 */
export function validateJsonSchemasByAjv(): void {
  const nothing = (): void => undefined;
  Object.assign(draft3.Draft3Validator.prototype, { validate: () => [] });
  Object.assign(JSONSchemaObject.prototype, {
    setupId: nothing,
    updateGraph: nothing,
    validateSelf(this: SchemaObject) {
      report(this, null, validator.checkSchema(this.schema, this.provider.contextPath()));
    },
    validate(this: SchemaObject, content: string) {
      schemaTexts.tryParseJSON(content, true);
      report(
        this,
        content,
        validator.checkValue(this.schema, this.provider.contextPath(), JSON.parse(content)),
      );
    },
  });
}

function report(schema: SchemaObject, content: string | null, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const errors = problems.map((problem) => ({ ...problem, code: 'INVALID_TYPE', params: [] }));
  const key = [content, schema.schema, schema.provider.contextPath()].join('\n');
  schema.acceptErrors(key, errors, content, true, content === null);
}
