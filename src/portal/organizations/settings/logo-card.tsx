import type { VNode } from 'preact';
import { Form, Submit } from '../../../ui/components.tsx';
import { organizationPath } from '../paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

/** The picture that users see when they sign in to an application of the organization. */
export function LogoCard(props: SettingsCardProps & { readonly logo: string | undefined }): VNode {
  const { page, organization, action, errors, logo } = props;
  const { translate } = page;
  const { globalid } = organization;
  const error = errors.file;
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
        <div class={error === undefined ? 'field' : 'field invalid'}>
          <label for="file">{translate('orgSettings.logo.file')}</label>
          <p class="hint" id="file-hint">
            {translate('orgSettings.logo.hint')}
          </p>
          <input
            id="file"
            name="file"
            type="file"
            accept="image/png,image/jpeg,image/webp,image/gif"
            required
            data-preview-image="preview-logo"
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? 'file-hint' : 'file-hint file-error'}
          />
          {error !== undefined && (
            <p class="error-text" id="file-error">
              {error}
            </p>
          )}
        </div>
        <Submit>{translate('orgSettings.logo.submit')}</Submit>
      </Form>
      {logo !== undefined && (
        <Form page={page} action={action}>
          <input type="hidden" name="act" value="removeLogo" />
          <Submit kind="quiet">{translate('orgSettings.logo.remove')}</Submit>
        </Form>
      )}
    </section>
  );
}
