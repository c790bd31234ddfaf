import { ApiError } from '../base/errors.ts';

/** The error keywords of RFC 7644, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive';

/** A refusal with its SCIM error keyword (RFC 7644, section 3.12). */
export class ScimError extends ApiError {
  readonly scimType: ScimType;

  constructor(status: 400 | 409, scimType: ScimType, description: string) {
    super(status, scimType, { description });
    this.scimType = scimType;
  }
}
