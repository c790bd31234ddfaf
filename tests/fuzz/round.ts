import { faultsOf } from '../../codegen/probe/judge.ts';
import { isUrl } from '../../src/base/is-url.ts';
import { type Problem, problemOf, type Surface } from './checks.ts';
import type { FuzzedApp } from './fuzzed-app.ts';
import { type FuzzedOperation, schemas } from './operations.ts';
import { count, type FuzzReport } from './report.ts';
import { NoResponse, type RawRequest, type RawResponse } from './sending.ts';
import type { World } from './world.ts';

/** A round of requests to one world. */
export interface Round extends Pick<FuzzedApp, 'app' | 'connection'> {
  readonly world: World;
  readonly report: FuzzReport;
  readonly number: number;
}

/** The target of a request. */
export interface Aim {
  readonly surface: Surface;
  /** The operation, if the request is valid for it. */
  readonly operation?: FuzzedOperation;
  /** The endpoint of the token service. */
  readonly endpoint?: string;
}

/** Sends a request, judges the response, and collects the values in it. */
export async function send(round: Round, aim: Aim, request: RawRequest): Promise<void> {
  const { connection, number, report } = round;
  try {
    const response = await connection.send(request);
    judge(round, aim, request, response);
    if (response.status < 400) harvest(round.world, aim, response);
  } catch (error) {
    if (isRefusedByClient(error)) return;
    if (!(error instanceof NoResponse)) throw error;
    if (!isCutOff(request))
      report.findings.push({ kind: 'no response', detail: error.message, round: number, request });
  }
}

/** Node's client refuses these characters in headers and paths. */
function isRefusedByClient(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'ERR_UNESCAPED_CHARACTERS' || code === 'ERR_INVALID_CHAR';
}

/** A server may close the connection while it receives a body that is too large. */
function isCutOff({ body }: RawRequest): boolean {
  return Buffer.byteLength(body ?? '') > 1_000_000;
}

/** Counts a response, and reports any defect. */
export function judge(
  { app, number, report }: Round,
  aim: Aim,
  request: RawRequest,
  response: RawResponse,
): void {
  const { surface, operation, endpoint } = aim;
  const name = operation?.route.operation ?? endpoint;
  if (name !== undefined && response.status < (endpoint ? 400 : 300)) count(report.successes, name);
  count(report.statuses, `${surface} ${response.status}`);
  report.trace.push(response.status);
  const problem = problemOf(surface, request, response) ?? breachOf(operation, response);
  if (problem === undefined) return;
  const id = String(response.headers['x-request-id']);
  const log = app.logLines.filter((line) => line.includes(id) && line.includes('"err"')).join('\n');
  report.findings.push({
    ...problem,
    round: number,
    request,
    response: { ...response, text: response.text.slice(0, 500) },
    log: log.slice(0, 1500),
  });
}

/**
 * Checks the serialized response; inside the server, responses to broken requests are checked against the contract too.
 */
function breachOf(
  operation: FuzzedOperation | undefined,
  { status, headers, text }: RawResponse,
): Problem | undefined {
  if (operation === undefined) return undefined;
  const contentType = headers['content-type'] ?? '';
  const [fault] = faultsOf(operation.probed, { status, contentType, text }, schemas);
  return fault && { kind: fault.rule === 'schema' ? 'schema' : 'undeclared status', detail: fault.detail };
}

function harvest({ known }: World, { operation, surface }: Aim, { headers, text }: RawResponse): void {
  const { location = '' } = headers;
  const code = isUrl(location) && new URL(location).searchParams.get('code');
  if (code) known.add('code', code);
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/html')) for (const link of linksIn(text)) known.add('page of a link', link);
  if (type.startsWith('application/jwt')) {
    known.add('access_token', text);
    if (isLasting(text)) known.add('lasting jwt', text);
  } else if (text.startsWith('{') || text.startsWith('[')) {
    const body = JSON.parse(text);
    known.harvest(body, operation?.resource ?? surface);
    if (typeof body.id_token === 'string') known.add('openid token', String(body.access_token));
  }
}

/** Links on this site to pages that change nothing when opened. */
function linksIn(html: string): string[] {
  const links = [...html.matchAll(/ href="(\/[^"#]*)/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
  return links.filter((link) => !link.startsWith('/assets/'));
}

/** Whether it contains a refresh token. */
function isLasting(jwt: string): boolean {
  return Buffer.from(jwt.split('.')[1] ?? '', 'base64url').includes('"refresh_token"');
}
