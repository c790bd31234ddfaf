import type { VNode } from 'preact';
import { sizeText } from '../../../mail/export-mail.ts';
import { momentText } from '../../../mail/security-mails.ts';
import type { ExportState } from '../../../privacy/exports/request.ts';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import type { Visit } from '../../../ui/page-request.ts';
import { dataPath, downloadPath, exportPath, finishedPath } from './paths.ts';

/** Why an export, or its file, was refused. */
export type ExportRefusal = 'tooSoon' | 'gone';

interface CardProps {
  readonly visit: Visit;
  readonly state: ExportState;
  readonly refusal: ExportRefusal | undefined;
  /** Whether the page loads itself anew. */
  readonly isWaiting: boolean;
}

/** Asking for the own data, and getting them. */
export function ExportCard({ visit, state, refusal, isWaiting }: CardProps): VNode {
  const { translate } = visit;
  return (
    <section class="card">
      <h2>{translate('export.title')}</h2>
      {refusal && <Alert kind="error">{refusalText(visit, state, refusal)}</Alert>}
      {state.kind === 'running' && <Running visit={visit} isWaiting={isWaiting} />}
      {state.kind === 'ready' && <Ready visit={visit} state={state} />}
      {state.kind === 'failed' && <Alert kind="error">{translate('export.failed')}</Alert>}
      {mayAsk(state, visit.now) && <Ask visit={visit} />}
    </section>
  );
}

function refusalText({ translate, language }: Visit, state: ExportState, refusal: ExportRefusal): string {
  if (refusal === 'gone' || state.kind !== 'ready') return translate('export.gone');
  return translate('export.tooSoon', { at: momentText(language, state.nextAt) });
}

function mayAsk(state: ExportState, now: Date): boolean {
  return state.kind === 'ready' ? state.nextAt <= now : state.kind !== 'running';
}

/** Only a page without a field goes on by itself: what is typed would be lost. */
function Running({ visit, isWaiting }: { visit: Visit; isWaiting: boolean }): VNode {
  const { translate } = visit;
  return (
    <>
      <Alert kind="info">{translate('export.running')}</Alert>
      <p class="links" data-wait-for={isWaiting ? finishedPath : undefined}>
        <a href={`${dataPath}?waiting=1`}>{translate('export.checkAgain')}</a>
        {isWaiting && <a href={dataPath}>{translate('export.backToPage')}</a>}
      </p>
    </>
  );
}

function Ready({ visit, state }: { visit: Visit; state: ExportState & { kind: 'ready' } }): VNode {
  const { translate, language, now } = visit;
  const { bytes, expiresAt, nextAt } = state;
  const facts = { size: sizeText(language, bytes), at: momentText(language, expiresAt) };
  return (
    <>
      <Alert kind="success">{translate('export.ready', facts)}</Alert>
      <Form visit={visit} action={downloadPath}>
        <Submit>{translate('export.download')}</Submit>
      </Form>
      {nextAt > now && <p class="hint">{translate('export.next', { at: momentText(language, nextAt) })}</p>}
    </>
  );
}

function Ask({ visit }: { visit: Visit }): VNode {
  const { translate } = visit;
  return (
    <>
      <p>{translate('export.text')}</p>
      <Form visit={visit} action={exportPath}>
        <Submit>{translate('export.submit')}</Submit>
      </Form>
    </>
  );
}
