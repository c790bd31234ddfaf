import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../oauth4webapi.test.ts');
