import { describeCreations } from '../support/creations.ts';
import { userCreations } from './creations.ts';

describeCreations(userCreations);
