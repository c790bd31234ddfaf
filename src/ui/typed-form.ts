/**
 * A form whose typed values survive the choice of another language, also without scripts. The switch below the page
 * belongs to it: the form goes to `/preferences`, and from there (307) to its page, which shows it in the new language.
 * The handler of that page fills it in with `submission.values`; it never shows passwords.
 */
export interface TypedForm {
  readonly id: string;
  /** Of the page with the form: path and query. */
  readonly address: string;
}

/** Sent as `1` by the button of the switch. */
export const typedField = 'typed';
