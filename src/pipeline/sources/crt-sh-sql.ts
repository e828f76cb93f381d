import type { SourceKind } from './kind.ts';

const DATABASE = /^postgres(?:ql)?:\/\/.+$/i;

/** crt.sh's database, or another one with its tables. */
export const CRT_SH_SQL: SourceKind = {
  says: 'crt.sh:sql, a postgres:// URL',
  network: true,
  isNamed: (name) => /^crt\.sh:sql$/i.test(name) || DATABASE.test(name),
  async open(name, { userAgent, now, note }) {
    const { crtShSqlSource } = await import('../../sources/sql/crt-sh-sql.ts');
    return crtShSqlSource({
      applicationName: userAgent,
      now,
      onNote: note,
      ...(DATABASE.test(name) && { url: name }),
    });
  },
};
