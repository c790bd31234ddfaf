import type { Config } from '../base/config.ts';
import { isLoopback } from '../base/loopback.ts';
import { compareWithDate } from './clock.ts';
import { type Finding, finding } from './finding.ts';
import { reasonOf } from './gateways.ts';

export interface ProxyCheck {
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies' | 'listen'>;
  /** Ids of the keys published by the database; undefined when unknown. */
  readonly kids: readonly string[] | undefined;
  readonly now: () => Date;
}

/** Checks whether the public URL leads to a server of this database over HTTPS, and which proxies are trusted. */
export async function checkProxy({ config, kids, now }: ProxyCheck): Promise<Finding[]> {
  const trust = checkTrust(config);
  if (config.publicUrl === undefined) return [...trust, finding('proxy', 'noPublicUrl')];
  const { protocol, hostname } = new URL(config.publicUrl);
  const isClear = protocol === 'http:' && !isLoopback(hostname);
  const clear = isClear ? [finding('proxy', 'publicUrlClear', { url: config.publicUrl })] : [];
  return [...clear, ...trust, ...(await askPublicUrl(config.publicUrl, kids, now))];
}

async function askPublicUrl(url: string, kids: ProxyCheck['kids'], now: () => Date): Promise<Finding[]> {
  try {
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch(`${url}/v1/oauth/jwks`, { redirect: 'manual', signal });
    const clock = compareWithDate(response.headers.get('date'), now());
    const server =
      response.status === 200
        ? compareKeys(url, kids, await response.text())
        : finding('proxy', 'publicUrlFails', { url, reason: `status ${response.status}` });
    return clock ? [server, clock] : [server];
  } catch (error) {
    return [finding('proxy', 'publicUrlFails', { url, reason: reasonOf(error) })];
  }
}

/** Servers of the same database publish the same keys. */
function compareKeys(url: string, kids: ProxyCheck['kids'], published: string): Finding {
  const isOurs = kids === undefined || kids.some((kid) => published.includes(`"${kid}"`));
  return finding('proxy', isOurs ? 'proxyFine' : 'otherServer', { url });
}

/**
 * If a proxy terminates TLS, every request comes from its address. Unless it is trusted, all users share the
 * same limits.
 */
function checkTrust({ publicUrl, trustedProxies, listen }: ProxyCheck['config']): Finding[] {
  if (trustedProxies.some((network) => /\/0$/.test(network))) return [finding('proxy', 'allTrusted')];
  const isBehindProxy = publicUrl?.startsWith('https:') === true && listen.tls === undefined;
  return isBehindProxy && trustedProxies.length === 0 ? [finding('proxy', 'noTrustedProxy')] : [];
}
