import type { VNode } from 'preact';
import { isOfUser } from '../../sessions/session.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { NoticeView } from '../../ui/notice.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { overviewPath } from './paths.ts';

/**
 * `GET /`: redirects signed-in users to the account; browsers keep the fragment of the URL. Shows an introduction to
 * others.
 */
export const startPage: PageHandler = async (page) => {
  if (isOfUser(await page.session('interactive'))) return { redirect: overviewPath };
  return { page: { title: '', content: <Introduction page={page} />, scripts: ['legacy-links.js'] } };
};

function Introduction({ page }: { page: PageRequest }): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <NoticeView page={page} />
      <h1>{translate('start.title')}</h1>
      <p class="lead">{translate('start.pitch')}</p>
      <p class="actions">
        <a class="button primary" href="/login">
          {translate('signIn.submit')}
        </a>
        <a class="button quiet" href="/register">
          {translate('signIn.register')}
        </a>
      </p>
    </section>
  );
}
