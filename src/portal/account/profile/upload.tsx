import { ApiError } from '../../../base/errors.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import { foldLabel } from '../../../names/labels.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Form, type FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field, PictureField } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { addAvatarImage, replaceAvatarImage } from '../../../users/avatars/acts.ts';
import { refusalText } from '../../entries/entry-form.tsx';
import { labelProblem } from '../../entries/label-problem.ts';
import { forSignedIn } from '../signed-in.ts';
import { CropChoice, squareIn } from './crop.tsx';
import type { ProfileDependencies } from './dependencies.ts';
import { profilePath, uploadPath } from './paths.ts';
import { profileView, SaveOrLeave } from './view.tsx';

/** `GET /account/profile/upload`: uploads a picture. `label` names the avatar that it replaces. */
export function uploadPage(deps: ProfileDependencies): PageHandler {
  return forSignedIn((page, session) => uploadView(deps, page, session));
}

/** `POST /account/profile/upload`: stores the picture, re-encoded. */
export function submitUpload(deps: ProfileDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const label = replacedBy(page) ?? foldLabel(page.submission.values.label ?? '');
    const problems = problemsOf(page, label);
    const errors = Object.keys(problems).length > 0 ? problems : await keep(deps, page, session, label);
    if (Object.keys(errors).length > 0) return uploadView(deps, page, session, withFile(page, errors));
    keepNotice(page, 'notice.entrySaved', { label });
    return { redirect: profilePath };
  });
}

/** The label of the avatar whose picture is replaced. */
function replacedBy({ query }: PageRequest): string | undefined {
  return query.get('label') ?? undefined;
}

function problemsOf({ submission, translate }: PageRequest, label: string): FormErrors {
  const wrong = labelProblem(translate, label);
  return {
    ...(wrong !== undefined && { label: wrong }),
    ...((submission.file?.bytes.length ?? 0) === 0 && { file: translate('profile.upload.missing') }),
  };
}

/** A browser does not keep the chosen file, so it has to be chosen again after any error. */
function withFile({ translate }: PageRequest, errors: FormErrors): FormErrors {
  return { ...errors, file: errors.file ?? translate('profile.upload.again') };
}

/** @returns the errors by field; empty on success */
async function keep(
  deps: ProfileDependencies,
  page: PageRequest,
  { username, ...session }: UserSession,
  label: string,
): Promise<FormErrors> {
  const actor = actorOfPage(page, { username, ...session });
  const bytes = page.submission.file?.bytes ?? new Uint8Array();
  const upload = { username, label, bytes, square: squareIn(page) };
  try {
    if (replacedBy(page) === undefined) await addAvatarImage(deps, actor, upload);
    else await replaceAvatarImage(deps, actor, { ...upload, newLabel: label });
    return {};
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const aboutFile = fileRefusals[error.status];
    if (aboutFile) return { file: page.translate(aboutFile) };
    const aboutLabel = refusalText(error);
    if (aboutLabel === undefined) throw error;
    return { label: page.translate(aboutLabel) };
  }
}

const fileRefusals: Readonly<Record<number, MessageKey>> = {
  400: 'profile.upload.wrong',
  413: 'profile.upload.tooLarge',
};

async function uploadView(
  deps: ProfileDependencies,
  page: PageRequest,
  session: UserSession,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate } = page;
  const replaced = replacedBy(page);
  const title =
    replaced === undefined
      ? translate('profile.upload')
      : translate('profile.upload.replace', { label: replaced });
  const action =
    replaced === undefined ? uploadPath : `${uploadPath}?${new URLSearchParams({ label: replaced })}`;
  const content = (
    <section class="card">
      <Form page={page} action={action} errors={errors} hasFile>
        {replaced === undefined && (
          <Field
            name="label"
            label={translate('entry.label')}
            hint={translate('entry.label.hint')}
            value={page.submission.values.label}
            autocomplete="off"
            errors={errors}
          />
        )}
        <PictureField
          label={translate('profile.upload.file')}
          hint={translate('profile.upload.hint')}
          errors={errors}
          // With scripts, a large picture is scaled down before it is sent, and the user drags a square over it.
          input={{ 'data-crop': 'crop' }}
        />
        <CropChoice page={page} />
        <SaveOrLeave page={page} />
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return profileView(deps, { page, session, title, content, status, scripts: ['picture.js'] });
}
