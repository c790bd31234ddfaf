import type { VNode } from 'preact';
import { findLanguage, languageNames } from '../../../i18n/catalogue.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { LongField } from '../../../ui/field.tsx';
import { organizationPath } from '../paths.ts';
import { descriptionField, languagesOf } from './acts.ts';
import { ChangeLink } from './change-link.tsx';
import { openCard } from './paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

/** In characters. Longer ones can be set by the API, and are kept. */
const longest = 2000;

interface DescriptionsCardProps extends SettingsCardProps {
  readonly descriptions: ReadonlyMap<string, string>;
  readonly hasLogo: boolean;
}

/** The description that users read when they sign in, in each language, with a preview. */
export function DescriptionsCard(props: DescriptionsCardProps): VNode {
  const { page, organization, isOpen } = props;
  const { translate } = page;
  const title = translate('orgSettings.descriptions');
  return (
    <section class="card" aria-labelledby="descriptions">
      <div class="card-head">
        <h2 id="descriptions">{title}</h2>
        {!isOpen && (
          <ChangeLink page={page} title={title} href={openCard(organization.globalid, 'descriptions')} />
        )}
      </div>
      <p class="hint">{translate('orgSettings.descriptions.text')}</p>
      {isOpen && <DescriptionsForm {...props} />}
      <Preview {...props} />
    </section>
  );
}

function DescriptionsForm({ page, action, errors, descriptions }: DescriptionsCardProps): VNode {
  const typed = Object.keys(errors).length > 0 ? page.submission.values : {};
  return (
    <Form page={page} action={action} errors={errors}>
      <input type="hidden" name="act" value="descriptions" />
      {languagesOf(descriptions).map((language) => (
        <div key={language} data-preview-text="preview-text">
          <LongField
            name={descriptionField(language)}
            label={nameOf(language)}
            value={typed[descriptionField(language)] ?? descriptions.get(language) ?? ''}
            errors={errors}
            lang={language}
            maxLength={longest}
          />
        </div>
      ))}
      <Submit>{page.translate('orgSettings.save')}</Submit>
    </Form>
  );
}

function nameOf(language: string): string {
  const known = findLanguage(language);
  return known ? languageNames[known] : language;
}

/** A preview of the sign-in and consent pages. With scripts it follows the typed text. */
function Preview({ page, organization, descriptions, hasLogo }: DescriptionsCardProps): VNode {
  const { translate, language } = page;
  const { globalid } = organization;
  const none = translate('branding.description', { organization: globalid });
  const text = descriptions.get(language) ?? descriptions.get('en') ?? none;
  return (
    <figure class="preview">
      <figcaption class="hint">{translate('orgSettings.preview')}</figcaption>
      <div class="branding">
        <img
          id="preview-logo"
          src={hasLogo ? organizationPath(globalid, 'logo') : undefined}
          alt={translate('branding.logo', { organization: globalid })}
          hidden={!hasLogo}
        />
        <div>
          <p id="preview-text" data-none={none}>
            {text}
          </p>
        </div>
      </div>
      <p>
        <strong>{translate('consent.title', { client: globalid })}</strong>
      </p>
    </figure>
  );
}
