import { formTargetOf } from '../../authorization-requests/form-target.ts';
import type { ResponseMode } from '../../authorization-requests/request-parameters.ts';
import {
  type AuthorizationResponse,
  redirectBack,
  responseParameters,
} from '../../authorization-requests/response-address.ts';
import { Message, Submit } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';

/** Where and how to return the response to a client. */
export interface ClientReturn extends AuthorizationResponse {
  readonly responseMode: ResponseMode;
}

/**
 * Returns the browser to the client, with the response in the query of the redirect URI, or in a form that is posted to
 * it (OAuth 2.0 Form Post Response Mode, section 2).
 */
export function respondToClient(
  page: PageRequest,
  returning: ClientReturn,
  values: Readonly<Record<string, string>>,
): PageResponse {
  if (returning.responseMode === 'query') return { redirect: redirectBack(returning, values) };
  return formPostPage(page, returning.redirectUri, responseParameters(returning, values));
}

/** A script submits the form at once. Without scripts the user presses the button. */
function formPostPage(
  { translate }: PageRequest,
  redirectUri: string,
  parameters: URLSearchParams,
): PageResponse {
  const title = translate('formPost.title');
  const content = (
    <Message title={title} paragraphs={[translate('formPost.text', { place: new URL(redirectUri).host })]}>
      <form method="post" action={redirectUri} data-send-at-once>
        {[...parameters].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Submit>{translate('formPost.button')}</Submit>
      </form>
    </Message>
  );
  const formTargets = [formTargetOf(redirectUri)];
  return { page: { title, content, formTargets, scripts: ['form-post.js'], tellsOrigin: true } };
}
