import { CertImpactError } from '../../errors.ts';
import { openLocalSource } from '../../sources/local.ts';
import type { SourceKind } from './kind.ts';

const MAX_NAMED_DAMAGE = 20;

/** A file, folder or archive with certificates. */
export const LOCAL: SourceKind = {
  says: 'a file or folder with certificates',
  network: false,
  isNamed: () => true,
  async open(name, { note }) {
    if (name === '-') {
      throw new CertImpactError('unknown-source', 'standard input cannot be a source', {
        hint: 'save it to a file; as an appendix, "-" may hold certificates',
      });
    }
    let damaged = 0;
    return openLocalSource(name, {
      onDamaged: ({ place, line, reason }) => {
        damaged++;
        if (damaged <= MAX_NAMED_DAMAGE) {
          note(`${place}${line > 0 ? `:${line}` : ''}: ${reason}`);
        } else if (damaged === MAX_NAMED_DAMAGE + 1) {
          note(`${name}: further damaged places are not named`);
        }
      },
    });
  },
};
