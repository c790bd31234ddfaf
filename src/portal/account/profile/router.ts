import { Router } from 'express';
import { pageEndpoint } from '../../../ui/endpoint.tsx';
import { confirmPage, submitConfirmation } from './confirm.tsx';
import type { ProfileDependencies } from './dependencies.ts';
import { addPage, editPage, submitAdded, submitChanged } from './edit.tsx';
import { namePage, submitName } from './name.tsx';
import { namePath, profilePath, uploadPath } from './paths.ts';
import { kindPage, profilePage } from './profile-page.tsx';
import { removePage, submitRemoval } from './remove.tsx';
import { submitUpload, uploadPage } from './upload.tsx';

/** Larger than a picture may be, so that the page can explain that a file is too large. */
const uploadLimit = 1024 * 1024;

/** The pages of the profile. */
export function createProfileRouter(deps: ProfileDependencies): Router {
  const router = Router({ caseSensitive: true });
  const upload = { GET: uploadPage(deps), POST: submitUpload(deps) };
  const kind = `${profilePath}/:kind`;
  const entry = `${kind}/:label`;
  router.all(profilePath, pageEndpoint(deps, { GET: profilePage(deps) }));
  router.all(namePath, pageEndpoint(deps, { GET: namePage(deps), POST: submitName(deps) }));
  router.all(uploadPath, pageEndpoint(deps, upload, { uploadLimit }));
  router.all(kind, pageEndpoint(deps, { GET: kindPage(deps) }));
  router.all(`${profilePath}/add/:kind`, pageEndpoint(deps, { GET: addPage(deps), POST: submitAdded(deps) }));
  router.all(entry, pageEndpoint(deps, { GET: editPage(deps), POST: submitChanged(deps) }));
  router.all(`${entry}/remove`, pageEndpoint(deps, { GET: removePage(deps), POST: submitRemoval(deps) }));
  const confirmation = { GET: confirmPage(deps), POST: submitConfirmation(deps) };
  router.all(`${entry}/confirm`, pageEndpoint(deps, confirmation));
  return router;
}
