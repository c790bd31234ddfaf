import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../simple-oauth2.test.ts');
