import { organizationPath } from '../paths.ts';

export function webhooksPath(globalid: string): string {
  return organizationPath(globalid, 'webhooks');
}

/** @param rest path segments below the webhook's page */
export function webhookPath(globalid: string, webhookId: string, ...rest: readonly string[]): string {
  return organizationPath(globalid, 'webhooks', webhookId, ...rest);
}
