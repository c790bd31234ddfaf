import { afterAll, beforeAll, test } from '@jest/globals';
import type { Load } from './client.ts';
import { type Person, storePeople } from './people.ts';
import { newFolder } from './postgres.ts';
import { endPrograms } from './processes.ts';
import { acknowledged, endure } from './scene.ts';
import { type Server, startServer } from './servers.ts';

let server: Server;
let people: Person[];

beforeAll(async () => {
  const dataDir = newFolder('embedded');
  people = await storePeople({ dataDir }, ['ada', 'bob', 'cleo']);
  server = await startServer({ IYO_DATA_DIR: dataDir });
});
afterAll(endPrograms);

test('a killed server keeps everything acknowledged in its embedded database', async () => {
  const cause = async (load: Load) => {
    for (let time = 1; time <= 2; time += 1) {
      await server.kill();
      await server.start();
      await acknowledged(load, load.memory.size() + 10);
    }
  };
  const title = 'embedded database killed under writes, twice';
  await endure(server.address, people, { title, cause, losesRequests: true });
});
