import { PKIJS_ONE_IN, describeMutants } from './second-opinion-mutants.ts';

describeMutants('pkijs', (seed) => seed % PKIJS_ONE_IN === 0);
