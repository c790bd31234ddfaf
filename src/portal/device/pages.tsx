import { type DeviceDependencies, openDeviceRequest } from '../../authorization-requests/devices/acts.ts';
import { devicePath } from '../../authorization-requests/sign-in-address.ts';
import { Form, type FormErrors, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { HtmlResponse } from '../../ui/page-response.ts';
import { forSignedIn } from '../account/signed-in.ts';

/** `GET /device`: asks for the code shown on a device. `user_code` fills it in. */
export const deviceCodePage: PageHandler = forSignedIn((page) =>
  codePage(page, page.query.get('user_code') ?? ''),
);

/**
 * `POST /device`: continues to the consent page. The answer does not reveal why a code is invalid; an empty code does
 * not count as an attempt.
 */
export function submitDeviceCode(deps: DeviceDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { user_code: typed = '' } = page.submission.values;
    if (typed.trim() === '') return codePage(page, '', { user_code: page.translate('form.codeMissing') });
    const handle = await openDeviceRequest(deps, actorOfPage(page, session), session, typed);
    if (handle === undefined) return codePage(page, typed, { user_code: page.translate('device.wrong') });
    return { redirect: `/authorize?${new URLSearchParams({ request: handle })}` };
  });
}

function codePage(page: PageRequest, code: string, errors: FormErrors = {}): HtmlResponse {
  const { translate } = page;
  const title = translate('device.title');
  const content = (
    <Message title={title} paragraphs={[translate('device.text'), translate('device.care')]}>
      <Form page={page} action={devicePath} errors={errors}>
        <Field
          name="user_code"
          label={translate('device.code')}
          hint={translate('device.code.hint')}
          value={code.slice(0, 20)}
          autocomplete="off"
          errors={errors}
          input={{ class: 'code long', spellcheck: false, maxLength: 20, autofocus: code === '' }}
        />
        <Submit>{translate('device.continue')}</Submit>
      </Form>
    </Message>
  );
  return { status: Object.keys(errors).length > 0 ? 422 : 200, page: { title, content } };
}

/** `GET /device/allowed`, `GET /device/refused`: the last page in the browser. */
export function answeredPage(answer: 'allowed' | 'refused'): PageHandler {
  return ({ translate }) => {
    const title = translate(`device.${answer}.title`);
    return {
      page: { title, content: <Message title={title} paragraphs={[translate(`device.${answer}.text`)]} /> },
    };
  };
}
