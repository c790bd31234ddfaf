import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { emailList, inputsOf, newToken, readPlan, runStatements, tokenBody } from './plan.ts';

/** Baseline (b): node:http and pg alone, the minimum for these requests. */
const plan = readPlan();
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize });

async function bodyFor(request: IncomingMessage): Promise<unknown> {
  const path = request.url ?? '';
  if (path.startsWith('/api/users/')) return emails(path, request.headers.authorization ?? '');
  if (path === '/v1/oauth/access_token') return token(new URLSearchParams(await readText(request)));
  return { status: 'ok' };
}

async function emails(path: string, authorization: string): Promise<unknown> {
  const { kind, inputs } = inputsOf(path, authorization);
  return emailList(await runStatements(pool, kind === 'jwt' ? plan.emailsJwt : plan.emailsOpaque, inputs));
}

async function token(form: URLSearchParams): Promise<unknown> {
  const { token: issued, inputs } = newToken(plan, form.get('client_id') ?? '');
  return tokenBody(issued, await runStatements(pool, plan.token, inputs));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

createServer((request, response) => {
  bodyFor(request).then(
    (body) => send(response, 200, body),
    (error) => send(response, 500, { error: String(error) }),
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
