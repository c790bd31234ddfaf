import { randomUUID, webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { bearerInputs, readPlan, runStatements } from './plan.ts';

/** The minimum for an exchange: node:http, our statements, and an ES384 signature. */
const plan = readPlan();
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize });
const curve = { name: 'ECDSA', namedCurve: 'P-384' };
const { privateKey } = await webcrypto.subtle.generateKey(curve, false, ['sign', 'verify']);
const header = encode(JSON.stringify({ alg: 'ES384', typ: 'JWT', kid: 'x'.repeat(43) }));

async function bodyFor({ url, headers }: IncomingMessage): Promise<string> {
  if (url !== '/v1/oauth/jwt') return '';
  const results = await runStatements(pool, plan.exchange, bearerInputs(headers.authorization ?? ''));
  const { username, client_id: azp, scopes: scope, expires_at } = results[0]?.[0] ?? {};
  const exp = Math.floor((expires_at as Date).getTime() / 1000);
  const claims = {
    username,
    scope,
    azp,
    iss: 'itsyouonline',
    exp,
    jti: `${azp}.${randomUUID()}`,
    sub: username,
  };
  const text = `${header}.${encode(JSON.stringify(claims))}`;
  const signature = await webcrypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-384' },
    privateKey,
    Buffer.from(text),
  );
  return `${text}.${encode(Buffer.from(signature))}`;
}

function encode(value: string | Buffer): string {
  return Buffer.from(value).toString('base64url');
}

createServer((request, response) => {
  bodyFor(request).then(
    (jwt) => response.writeHead(200, { 'Content-Type': 'application/jwt' }).end(jwt),
    (error) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
