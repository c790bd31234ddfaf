import type { Request, Response } from 'express';
import type { Transaction } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import type { Database } from '../schema.ts';
import { type Client, clientIdOf } from '../tokens/clients.ts';
import { endGrant } from '../tokens/revocation.ts';
import { networkOf } from '../web/client-address.ts';
import { requestIdOf } from '../web/web.ts';

/** The source of what a client does at the token service. */
export function actorOfClient(request: Request, response: Response, client: Client, now: Date): Actor {
  const clientId = clientIdOf(client);
  return {
    requestId: requestIdOf(response),
    network: networkOf(request.ip),
    userAgent: request.headers['user-agent'] ?? '',
    name: clientId,
    now,
    clientId,
  };
}

/** What somebody agreed to, and what shows that it is in the wrong hands. */
export interface Misuse {
  readonly grantId: string;
  readonly username: string | null;
  /** To whom it was given. */
  readonly organization: string;
  readonly token: 'code' | 'refreshToken';
  readonly how: 'again' | 'otherClient';
}

/** Ends a grant that is in the wrong hands. The trail has it once, however often somebody tries. */
export async function endMisusedGrant(
  trx: Transaction<Database>,
  { grantId, username, organization, token, how }: Misuse,
  { source }: { readonly source: Actor },
): Promise<void> {
  if (!(await endGrant(trx, grantId)) || username === null) return;
  await recordEvent(trx, source, 'token.misused', { username, organization, token, how });
}
