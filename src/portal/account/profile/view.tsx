import type { VNode } from 'preact';
import type { UserSession } from '../../../sessions/session.ts';
import { SubmitOrLeave } from '../../../ui/components.tsx';
import type { Notice } from '../../../ui/notice.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { portalView } from '../../frame.tsx';
import type { ProfileDependencies } from './dependencies.ts';
import { profilePath } from './paths.ts';

interface ProfileContent {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly title: string;
  readonly content: VNode;
  readonly notice?: Notice | undefined;
  readonly scripts?: readonly string[];
  /** Default: 200. */
  readonly status?: number;
}

/** A page below the profile. */
export async function profileView(
  deps: ProfileDependencies,
  { page, status = 200, ...view }: ProfileContent,
): Promise<PageResponse> {
  const breadcrumb = [{ title: page.translate('profile.title'), href: profilePath }];
  return { status, page: await portalView(deps, { page, active: 'profile', breadcrumb, ...view }) };
}

/** The end of a form: save or cancel. */
export function SaveOrLeave({ page: { translate } }: { page: PageRequest }): VNode {
  return (
    <SubmitOrLeave submit={translate('entry.save')} leave={translate('danger.cancel')} to={profilePath} />
  );
}
