export const webhooksPath = '/admin/webhooks';

/** @param rest path segments below the webhook's page */
export function webhookPath(webhookId: string, ...rest: readonly string[]): string {
  return [webhooksPath, encodeURIComponent(webhookId), ...rest].join('/');
}
