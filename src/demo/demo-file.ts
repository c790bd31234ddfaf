import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The content of `demo.json`: everything needed to try the server. */
export interface DemoData {
  readonly url: string;
  readonly users: readonly DemoUser[];
  readonly organizations: readonly DemoOrganization[];
}

export interface DemoUser {
  readonly username: string;
  readonly password: string;
  readonly applicationid: string;
  readonly apikey: string;
}

export interface DemoOrganization {
  readonly globalid: string;
  readonly label: string;
  readonly secret: string;
}

export function demoFile(dataDir: string): string {
  return join(dataDir, 'demo.json');
}

export function hasDemoFile(dataDir: string): boolean {
  return existsSync(demoFile(dataDir));
}

/** Writes the file atomically, readable only by its owner, even if an older file was not. */
export async function writeDemoFile(dataDir: string, data: DemoData): Promise<void> {
  const file = demoFile(dataDir);
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
