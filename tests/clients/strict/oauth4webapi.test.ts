import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../oauth4webapi.test.ts');
