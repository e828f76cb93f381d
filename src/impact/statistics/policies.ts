import { decodeOids } from '../../x509/oid-list.ts';
import { policyName } from '../../x509/policy-name.ts';
import type { Statistic } from '../statistic.ts';

/** Certificates by each certificate policy OID; one with several counts for each of them. */
export const policies: Statistic = {
  id: 'policies',
  note: ({ policies }) => policies,
  renumber: (note, numbers) => numbers.policies[note]!,
  summarise: (notes, figures) => {
    const oids = new Map<number, Set<string>>();
    const counts = new Map<string, number>();
    notes.forEach((note) => {
      let own = oids.get(note);
      if (own === undefined) {
        const bytes = notes.dictionaries.policies.at(note);
        own = new Set(decodeOids(bytes, 0, bytes.length, true));
        oids.set(note, own);
      }
      for (const oid of own) counts.set(oid, (counts.get(oid) ?? 0) + 1);
    });
    figures.policies = [...counts]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : a > b ? 1 : 0))
      .map(([oid, count]) => ({ oid, name: policyName(oid), count }));
  },
  shared: ({ policies }, certificates) => {
    const all = policies.filter(({ count }) => count === certificates);
    if (all.length === 0) return undefined;
    const names = all.map(({ oid, name }) => (name === null ? oid : `${oid} (${name})`));
    return `assert the ${all.length === 1 ? 'policy' : 'policies'} ${names.join(', ')}`;
  },
};
