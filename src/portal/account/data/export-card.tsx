import type { VNode } from 'preact';
import { sizeText } from '../../../mail/export-mail.ts';
import type { ExportState } from '../../../privacy/exports/export-state.ts';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { dataPath, downloadPath, exportPath, finishedPath } from './paths.ts';

/** Why an export or its download was refused. */
export type ExportRefusal = 'tooSoon' | 'gone';

interface CardProps {
  readonly page: PageRequest;
  readonly state: ExportState;
  readonly refusal: ExportRefusal | undefined;
  /** Whether the page reloads automatically. */
  readonly isWaiting: boolean;
  /** Whether the user can be reached by mail. */
  readonly isNotified: boolean;
}

/** The card to request and download the user's data. */
export function ExportCard({ page, state, refusal, isWaiting, isNotified }: CardProps): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <h2>{translate('export.title')}</h2>
      {refusal && <Alert kind="error">{refusalText(page, state, refusal)}</Alert>}
      {state.kind === 'running' && <Running page={page} isWaiting={isWaiting} isNotified={isNotified} />}
      {state.kind === 'ready' && <Ready page={page} state={state} />}
      {state.kind === 'failed' && <Alert kind="error">{translate('export.failed')}</Alert>}
      {mayAsk(state, page.now) && <Ask page={page} />}
    </section>
  );
}

function refusalText(page: PageRequest, state: ExportState, refusal: ExportRefusal): VNode | string {
  if (refusal === 'gone' || state.kind !== 'ready') return page.translate('export.gone');
  return (
    <RichText page={page} text="export.tooSoon" values={{ at: <Time page={page} at={state.nextAt} /> }} />
  );
}

function mayAsk(state: ExportState, now: Date): boolean {
  return state.kind === 'ready' ? state.nextAt <= now : state.kind !== 'running';
}

/** Only a page without fields reloads automatically, because typed text would be lost. */
function Running({
  page,
  isWaiting,
  isNotified,
}: Pick<CardProps, 'page' | 'isWaiting' | 'isNotified'>): VNode {
  const { translate } = page;
  return (
    <>
      <Alert kind="info">{translate(isNotified ? 'export.running' : 'export.running.silent')}</Alert>
      <p class="links" data-wait-for={isWaiting ? finishedPath : undefined} data-wait-page={dataPath}>
        <a href={`${dataPath}?waiting=1`}>{translate('export.checkAgain')}</a>
        {isWaiting && <a href={dataPath}>{translate('export.backToPage')}</a>}
      </p>
    </>
  );
}

function Ready({ page, state }: { page: PageRequest; state: ExportState & { kind: 'ready' } }): VNode {
  const { translate, language, now } = page;
  const { bytes, expiresAt, nextAt } = state;
  const facts = { size: sizeText(language, bytes), at: <Time page={page} at={expiresAt} /> };
  return (
    <>
      <Alert kind="success">
        <RichText page={page} text="export.ready" values={facts} />
      </Alert>
      <Form page={page} action={downloadPath}>
        <Submit>{translate('export.download')}</Submit>
      </Form>
      {nextAt > now && (
        <p class="hint">
          <RichText page={page} text="export.next" values={{ at: <Time page={page} at={nextAt} /> }} />
        </p>
      )}
    </>
  );
}

function Ask({ page }: { page: PageRequest }): VNode {
  const { translate } = page;
  return (
    <>
      <p>{translate('export.text')}</p>
      <Form page={page} action={exportPath}>
        <Submit>{translate('export.submit')}</Submit>
      </Form>
    </>
  );
}
