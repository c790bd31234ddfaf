import express, { type Request, type Response } from 'express';
import pg from 'pg';
import { emailList, inputsOf, newToken, readPlan, runStatements, tokenBody } from './plan.ts';

/** Baseline (a): Express and pg, written by hand, with our statements and none of our checks. */
const plan = readPlan();
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: plan.poolSize });
const web = express();
web.disable('x-powered-by');
web.disable('etag');

web.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' });
});

web.get('/api/users/:username/emailaddresses', async (request: Request, response: Response) => {
  const { kind, inputs } = inputsOf(request.path, request.headers.authorization ?? '');
  const statements = kind === 'jwt' ? plan.emailsJwt : plan.emailsOpaque;
  const results = await runStatements(pool, statements, inputs);
  if (!results[0]?.length) return void response.status(401).json({ error: 'invalid_token' });
  response.json(emailList(results));
});

web.post(
  '/v1/oauth/access_token',
  express.urlencoded({ extended: false }),
  async (request: Request, response: Response) => {
    const { token, inputs } = newToken(plan, request.body.client_id);
    response.json(tokenBody(token, await runStatements(pool, plan.token, inputs)));
  },
);

web.listen(Number(process.env.PORT), '127.0.0.1');
