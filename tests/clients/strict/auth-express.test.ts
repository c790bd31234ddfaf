import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../auth-express.test.ts');
