import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { localPath } from '../../../web/local-path.ts';

/** The last page of registration. */
export function donePage({ translate, query }: PageRequest, username: string): PageResponse {
  const title = translate('register.done.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p>{translate('register.done.text')}</p>
      <p class="lead">
        <strong>{username}</strong>
      </p>
      <p class="hint">{translate('register.done.hint')}</p>
      <p class="hint">
        <a href="/account">{translate('register.done.secure')}</a>
      </p>
      <p>
        <a class="button primary" href={localPath(query.get('continue') ?? '')}>
          {translate('register.done.continue')}
        </a>
      </p>
    </section>
  );
  return { page: { title, content } };
}
