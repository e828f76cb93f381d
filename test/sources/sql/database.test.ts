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
    ['postgres://me:sec/ret?x@db/certwatch', 'postgres://me@db/certwatch'],
    [
      'postgres://db/certwatch?user=me&password=secret',
      'postgres://db/certwatch?user=me&password=***',
    ],
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
  ])('refuses %s', (url) => {
    expect(() => databaseAt(url)).toThrow(CertImpactError);
  });
});
