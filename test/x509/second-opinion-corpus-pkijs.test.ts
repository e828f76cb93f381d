import { PKIJS_ONE_IN, describeCorpus } from './second-opinion-corpus.ts';

describeCorpus('pkijs', (index) => index % PKIJS_ONE_IN === 0);
