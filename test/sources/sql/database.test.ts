import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CertImpactError } from '../../../src/errors.ts';
import { CRT_SH_DATABASE, databaseAt } from '../../../src/sources/sql/database.ts';

describe('which database', () => {
  it('is crt.sh, whose guest has no password, whatever the environment says', () => {
    const { name, address, tls } = databaseAt(CRT_SH_DATABASE);
    expect(name).toBe('crt.sh:sql');
    expect(address).toMatchObject({ host: 'crt.sh', port: 5432, user: 'guest' });
    expect((address.password as () => string)()).toBe('');
    expect(tls).toBe('if-offered');
  });

  it.each([
    ['postgres://me@db/certwatch', 'postgres://me@db/certwatch'],
    ['postgresql://me:secret@db:1/certwatch', 'postgresql://me@db:1/certwatch'],
    ['postgres://me:sec@ret@db/certwatch', 'postgres://me@db/certwatch'],
    ['postgres://me:sec/ret@db/certwatch', 'postgres://me@db/certwatch'],
    ['postgres://me:sec/ret?x@db/certwatch', 'postgres://…'],
    ['postgres://me:secret%40db/certwatch', 'postgres://…'],
    ['postgres://db/certwatch?user=me&password=a{b', 'postgres://db/certwatch?user=…&password=…'],
  ])('%s is named %s', (url, name) => {
    let named: string | undefined;
    try {
      named = databaseAt(url).name;
    } catch (error) {
      named = (error as CertImpactError).file;
    }
    expect(named).toBe(name);
  });

  it.each([
    ['', 'if-offered'],
    ['?sslmode=prefer', 'if-offered'],
    ['?sslmode=require', 'always'],
    ['?sslmode=disable', 'never'],
    ['?sslmode=verify-full', 'as-configured'],
  ])('with %s uses TLS %s', (query, tls) => {
    expect(databaseAt(`postgres://db/certwatch${query}`).tls).toBe(tls);
  });

  it('is known by all of its URL, where its name is not', () => {
    expect(databaseAt(CRT_SH_DATABASE).identity).toBeUndefined();
    const url = 'postgres://me:secret@db/certwatch?x=1';
    expect(databaseAt(url).identity).toBe(url);
  });

  it('checks what the URL says is to be checked', () => {
    const ca = fileURLToPath(new URL('../../../samples/certificates.pem', import.meta.url));
    const checks = (query: string): Record<string, unknown> => ({
      ...databaseAt(`postgres://db/c?${query}`).checks,
    });
    expect(checks('')).toEqual({ rejectUnauthorized: false });
    expect(checks('sslmode=require')).toEqual({ rejectUnauthorized: false });
    expect(checks('sslmode=verify-full')).toEqual({});
    expect(checks('sslmode=verify-ca&uselibpqcompat=true')).toEqual({});
    expect(checks('sslmode=verify-full&sslrootcert=system')).toEqual({});
    expect(Object.keys(checks(`sslmode=verify-full&sslrootcert=${ca}`))).toEqual(['ca']);
    for (const mode of ['verify-ca', 'require', 'prefer']) {
      const all = checks(`sslmode=${mode}&sslrootcert=${ca}`);
      expect(Object.keys(all)).toEqual(['ca', 'checkServerIdentity']);
    }
    expect(databaseAt(`postgres://db/c?sslrootcert=${ca}&x=1`)).toMatchObject({
      tls: 'as-configured',
      address: { connectionString: 'postgres://db/c?x=1' },
    });
  });

  it.each(['sslrootcert', 'sslcert', 'sslkey'])('says which file is not there: %s', (name) => {
    expect(() => databaseAt(`postgres://db/c?sslmode=verify-full&${name}=/nonexistent`)).toThrow(
      expect.objectContaining({
        code: 'file-not-found',
        file: '/nonexistent',
        hint: `${name} in the postgres:// URL names it`,
      }) as Error,
    );
  });

  it('says that a file is not what it should be', () => {
    const own = fileURLToPath(import.meta.url);
    expect(() => databaseAt(`postgres://db/c?sslcert=${own}`)).toThrow('not what TLS takes');
    expect(() => databaseAt(`postgres://db/c?sslcert=/`)).toThrow('cannot be read (EISDIR)');
  });

  it('keeps the other parameters of a URL', () => {
    expect(databaseAt('postgres://db/c?sslmode=disable&host=/run').address.connectionString).toBe(
      'postgres://db/c?host=/run',
    );
    expect(databaseAt('postgres://db/c?host=/run&sslmode=disable').address.connectionString).toBe(
      'postgres://db/c?host=/run',
    );
  });

  it.each([
    'postgres://',
    'mysql://db/c',
    'postgres://db:99999/c',
    'postgres://db/c?sslmode=perhaps',
    'postgres://db/c?port=abc',
    'postgres://db/c?port=0',
    'postgres://db:0/c',
  ])('refuses %s', (url) => {
    expect(() => databaseAt(url)).toThrow(CertImpactError);
  });
});
