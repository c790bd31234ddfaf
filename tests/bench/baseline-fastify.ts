import { fastify } from 'fastify';
import pg from 'pg';
import { emailList, inputsOf, newToken, readPlan, runStatements, tokenBody } from './plan.ts';

/** Baseline (d): Fastify and pg, written by hand, with our statements and none of our checks. */
const plan = readPlan();
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize });
const web = fastify();

web.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, new URLSearchParams(String(body))),
);

web.get('/healthz', async () => ({ status: 'ok' }));

web.get('/api/users/:username/emailaddresses', async (request, reply) => {
  const { kind, inputs } = inputsOf(request.url, request.headers.authorization ?? '');
  const statements = kind === 'jwt' ? plan.emailsJwt : plan.emailsOpaque;
  const results = await runStatements(pool, statements, inputs);
  if (!results[0]?.length) return reply.code(401).send({ error: 'invalid_token' });
  return emailList(results);
});

web.post<{ Body: URLSearchParams }>('/v1/oauth/access_token', async ({ body }) => {
  const { token, inputs } = newToken(plan, body.get('client_id') ?? '');
  return tokenBody(token, await runStatements(pool, plan.token, inputs));
});

await web.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
