import type { VNode } from 'preact';
import { Form, Submit } from '../../../ui/components.tsx';
import { PictureField } from '../../../ui/field.tsx';
import { organizationPath } from '../paths.ts';
import { removalPath } from '../removals/paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

/** The picture that users see when they sign in to an application of the organization. */
export function LogoCard(props: SettingsCardProps & { readonly logo: string | undefined }): VNode {
  const { page, organization, action, errors, logo } = props;
  const { translate } = page;
  const { globalid } = organization;
  const isStored = logo?.startsWith('data:');
  return (
    <section class="card" aria-labelledby="logo">
      <h2 id="logo">{translate('orgSettings.logo')}</h2>
      {logo !== undefined &&
        (isStored ? (
          <img
            class="client-logo"
            src={organizationPath(globalid, 'logo')}
            alt={translate('branding.logo', { organization: globalid })}
          />
        ) : (
          <p>
            <a href={logo} rel="noreferrer">
              {logo}
            </a>
          </p>
        ))}
      <Form page={page} action={action} errors={errors} hasFile>
        <input type="hidden" name="act" value="logo" />
        <PictureField
          label={translate('orgSettings.logo.file')}
          hint={translate('orgSettings.logo.hint')}
          errors={errors}
          input={{ 'data-preview-image': 'preview-logo' }}
        />
        <Submit>{translate('orgSettings.logo.submit')}</Submit>
      </Form>
      {logo !== undefined && (
        <p>
          <a class="button danger" href={removalPath(globalid, { what: 'logo' })}>
            {translate('orgSettings.logo.remove')}
          </a>
        </p>
      )}
    </section>
  );
}
