import type { ComponentChildren, VNode } from 'preact';
import { languageNames } from '../i18n/catalogue.ts';
import { csrfField } from '../web/csrf.ts';
import type { PageRequest } from './page-request.ts';
import { switchField, switchValue, type TypedForm } from './typed.tsx';

/** A form with a button for each language and each theme. */

const preferencesPath = '/preferences';

/** One option. */
type Choice = { readonly name: 'language' | 'theme'; readonly value: string };
type ButtonAttributes = Readonly<Record<string, string | boolean>>;

export function PreferencesForm({ page, returnTo }: { page: PageRequest; returnTo: string }): VNode {
  return (
    <form class="preferences" method="post" action={preferencesPath}>
      <input type="hidden" name={csrfField} value={page.csrfToken()} />
      <input type="hidden" name="return_to" value={returnTo} />
      <Choices page={page} button={(choice) => ({ ...choice })} />
    </form>
  );
}

/** The same buttons on a page with a form, whose fields are submitted with them, so that typed text is shown again. */
export function PreferencesOfForm({ page, form }: { page: PageRequest; form: TypedForm }): VNode {
  const button = ({ name, value }: Choice) => ({
    form: form.id,
    formaction: `${preferencesPath}?${new URLSearchParams({ [name]: value, return_to: page.place })}`,
    formmethod: 'post',
    formenctype: 'application/x-www-form-urlencoded',
    formnovalidate: true,
    name: switchField,
    value: switchValue(page, form),
  });
  return (
    <div class="preferences">
      <Choices page={page} button={button} />
    </div>
  );
}

/**
 * A link to the preferences, for a page that is the same for every visitor. The text typed into a search form is kept.
 */
export function PreferencesLink({ page, form }: { page: PageRequest; form: TypedForm | undefined }): VNode {
  const { path } = page.request;
  const text = page.translate('layout.preferences');
  if (!form) return <a href={`${preferencesPath}?${new URLSearchParams({ return_to: path })}`}>{text}</a>;
  return (
    <button
      type="submit"
      class="link"
      form={form.id}
      formaction={preferencesPath}
      name="return_to"
      value={path}
    >
      {text}
    </button>
  );
}

interface ChoicesProps {
  readonly page: PageRequest;
  readonly button: (choice: Choice) => ButtonAttributes;
}

function Choices({ page, button }: ChoicesProps): VNode {
  const { translate, language, theme } = page;
  return (
    <>
      <ButtonGroup label={translate('layout.language')}>
        {Object.entries(languageNames).map(([code, name]) => (
          <ChoiceButton
            key={code}
            button={button({ name: 'language', value: code })}
            isChosen={code === language}
          >
            <span lang={code}>{name}</span>
          </ChoiceButton>
        ))}
      </ButtonGroup>
      <ButtonGroup label={translate('layout.theme')}>
        {(['system', 'light', 'dark'] as const).map((name) => (
          <ChoiceButton key={name} button={button({ name: 'theme', value: name })} isChosen={name === theme}>
            {translate(`layout.theme.${name}`)}
          </ChoiceButton>
        ))}
      </ButtonGroup>
    </>
  );
}

function ButtonGroup({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <fieldset>
      <legend class="visually-hidden">{label}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceButtonProps {
  readonly button: ButtonAttributes;
  readonly isChosen: boolean;
  readonly children: ComponentChildren;
}

function ChoiceButton({ button, isChosen, children }: ChoiceButtonProps): VNode {
  return (
    <button type="submit" class="link" aria-current={isChosen ? 'true' : undefined} {...button}>
      {children}
    </button>
  );
}
