import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../legacy-resource-server.test.ts');
