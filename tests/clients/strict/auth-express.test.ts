import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../auth-express.test.ts');
