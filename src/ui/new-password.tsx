import type { VNode } from 'preact';
import { assetPath } from './assets.ts';
import type { FormErrors } from './components.tsx';
import { Field } from './field.tsx';
import type { PageRequest } from './page-request.ts';

/** The scripts of a page with these fields. */
export const newPasswordScripts: readonly string[] = ['strength.js'];

interface NewPasswordProps {
  readonly page: PageRequest;
  readonly label: string;
  readonly errors: FormErrors;
  /** The least number of characters. */
  readonly minimum: number;
  /** Facts that others may know about the user, in addition to what the form shows. */
  readonly known?: readonly string[];
}

/** The fields `password` and `passwordrepeat`. With scripts they show how hard the password is to guess. */
export function NewPassword({ page, label, errors, minimum, known = [] }: NewPasswordProps): VNode {
  const { translate } = page;
  return (
    <>
      <Field
        name="password"
        type="password"
        label={label}
        hint={translate('register.passwordHint', { minimum })}
        errors={errors}
        autocomplete="new-password"
      />
      <Strength page={page} known={known} />
      <Field
        name="passwordrepeat"
        type="password"
        label={translate('register.passwordRepeat')}
        errors={errors}
        autocomplete="new-password"
      />
    </>
  );
}

const scores = [0, 1, 2, 3, 4] as const;

/** Hidden until `strength.js` shows a result. */
function Strength({ page, known }: Required<Pick<NewPasswordProps, 'page' | 'known'>>): VNode {
  const words = scores.map((score) => page.translate(`password.strength${score}`));
  return (
    <div
      class="strength"
      hidden
      data-strength-of="password"
      data-words={JSON.stringify(words)}
      data-known={JSON.stringify(known)}
      data-judges={JSON.stringify(['zxcvbn-core.js', 'zxcvbn-words.js'].map(assetPath))}
    >
      <div class="strength-bar" aria-hidden="true" />
      <p class="hint" aria-live="polite" />
    </div>
  );
}
