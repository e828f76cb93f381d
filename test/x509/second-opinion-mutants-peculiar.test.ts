import { PKIJS_ONE_IN, describeMutants } from './second-opinion-mutants.ts';

describeMutants('@peculiar/x509', (seed) => seed % PKIJS_ONE_IN !== 0);
