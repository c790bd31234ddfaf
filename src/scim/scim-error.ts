import { ApiError } from '../base/errors.ts';

/** RFC 7644, table 9. */
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

/** A refusal with the rule that was broken (RFC 7644, section 3.12). */
export class ScimError extends ApiError {
  readonly scimType: ScimType;

  constructor(status: 400 | 409, scimType: ScimType, description: string) {
    super(status, scimType, { description });
    this.scimType = scimType;
  }
}
