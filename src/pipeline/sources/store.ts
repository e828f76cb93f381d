import { CertImpactError } from '../../errors.ts';
import { firstOf } from '../../sources/chain/chain.ts';
import { storeSource } from '../../sources/store/store-source.ts';
import type { SourceKind } from './kind.ts';

/** What was fetched or imported before. */
export const STORE: SourceKind = {
  says: 'store',
  network: false,
  isNamed: (name) => name === 'store',
  async open(_name, context) {
    if (context.store === undefined) {
      throw new CertImpactError('bad-option', '--no-store forbids the source store', {
        hint: 'leave out one of the two',
      });
    }
    const store = await context.openStore(false);
    // none yet: it has nothing
    return store ? storeSource(store) : { ...firstOf([], context), name: 'store' };
  },
};
