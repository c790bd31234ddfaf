import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../express-openid-connect.test.ts');
