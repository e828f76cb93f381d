import { PKIJS_ONE_IN, describeCorpus } from './second-opinion-corpus.ts';

describeCorpus('@peculiar/x509', (index) => index % PKIJS_ONE_IN !== 0);
