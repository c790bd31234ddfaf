import { readApi, type Settings } from '../write.ts';
import { type ProbeOptions, probe } from './probe.ts';

/**
 * Probes a server and prints every response that the contract does not allow.
 * @returns the exit code
 * @throws Error if there is nothing to probe
 */
export async function runProbe(settings: Settings, options: ProbeOptions): Promise<number> {
  const api = readApi(settings);
  if (!api) return 1;
  const { breaches, requests } = await probe(api, options);
  for (const { detail, operation, request, rule } of breaches) {
    console.log(`${operation} ${rule}: ${detail}\n  ${request}`);
  }
  console.log(
    `${requests} requests, ${breaches.length} responses that the contract does not allow (seed ${options.seed})`,
  );
  return breaches.length === 0 ? 0 : 1;
}
