import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../jose.test.ts');
