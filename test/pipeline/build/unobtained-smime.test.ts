import { describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../src/appendix/write/csv.ts';
import { buildOf } from './building.ts';

const A = 'aa'.repeat(32);
const DATES = ['2025-03-01T00:00:00Z', '2026-03-01T00:00:00Z'];
const REDACTED = {
  certificateHash: A,
  subject: 'REDACTED',
  issuer: 'REDACTED',
  notBefore: 'REDACTED',
  notAfter: 'REDACTED',
  dnsNames: 'REDACTED',
};

interface Said {
  readonly subject?: string;
  readonly serial?: string;
  readonly dnsNames?: string;
  readonly owner?: string;
}

function tableOf({ subject = 'CN=a', serial = '0a', dnsNames = 'a.example', owner }: Said): string {
  const cells = ['N/A', A, subject, 'CN=CA', ...DATES, serial, dnsNames, '', '', ''];
  return (
    csvHeader(owner === undefined ? [] : ['owner']) +
    csvRows([[...cells, ...(owner === undefined ? [] : [owner])]])
  );
}

describe('what a table says of a certificate that could not be obtained', () => {
  it.each<[string, Said]>([
    ['has an e-mail address', { subject: 'CN=erika@mail.example' }],
    ['has an emailAddress in its subject', { subject: 'CN=Erika,emailAddress=erika' }],
    ['has an E in its subject', { subject: 'E = erika, CN=Erika' }],
    ['has a given name in its subject', { subject: 'CN=Erika Mustermann, GN=Erika' }],
    ['has a surname by its OID', { subject: 'CN=Erika,2.5.4.4=Mustermann' }],
    ['has an RDN of several attributes', { subject: 'CN=Erika+SN=Mustermann' }],
    ['has it as OpenSSL writes it', { subject: '/C=DE/surname=Mustermann' }],
    ['has no dNSName', { subject: 'CN=Erika Mustermann', dnsNames: '' }],
    ['has N/A for dNSNames', { subject: 'CN=Erika Mustermann', dnsNames: 'N/A' }],
    ['has an address in a column that is not kept', { owner: 'erika@mail.example' }],
  ])('is withheld where it %s', async (_, said) => {
    const { rows, account, text } = await buildOf([tableOf(said)]);
    expect(rows).toMatchObject([{ ...REDACTED, serial: '0a' }]);
    expect(account).toMatchObject({ withheld: 0, withheldUnseen: 1 });
    expect(text).not.toMatch(/erika/i);
    expect((await buildOf([text])).text).toBe(text);
  });

  it('is withheld in columns of its own, too', async () => {
    const said = { subject: 'CN=Erika', dnsNames: '', owner: 'Erika Mustermann' };
    const { rows } = await buildOf([tableOf(said)], { keepColumns: true });
    expect(rows).toMatchObject([{ ...REDACTED, owner: 'REDACTED' }]);
  });

  it('is withheld where it stands in the column of the serial number', async () => {
    const { text } = await buildOf([tableOf({ serial: 'erika@mail.example' })]);
    expect(text).not.toContain('erika');
  });

  it('is withheld where there is a serial number only', async () => {
    const list = `Serial #,Subject\n0a01,"CN=Erika,E=erika@mail.example"\n`;
    const { text, account } = await buildOf([list]);
    expect(account).toMatchObject({ serials: 1, withheldUnseen: 1 });
    expect(text).not.toMatch(/erika/i);
    expect(text).toContain('0a01');
  });

  it('is written where it is that of a TLS certificate', async () => {
    const { rows, account } = await buildOf([tableOf({ subject: 'CN=a.example,O=SN\\, GN' })]);
    expect(rows).toMatchObject([{ subject: 'CN=a.example,O=SN\\, GN', dnsNames: 'a.example' }]);
    expect(account.withheldUnseen).toBe(0);
  });

  it('is written on request', async () => {
    const said = { subject: 'CN=erika@mail.example', dnsNames: '', owner: 'Erika' };
    const options = { redactSmime: false, keepColumns: true };
    const { rows, account } = await buildOf([tableOf(said)], options);
    expect(rows).toMatchObject([{ subject: 'CN=erika@mail.example', owner: 'Erika' }]);
    expect(account.withheldUnseen).toBe(0);
  });

  it('is nothing to be withheld where it is a hash and a serial number', async () => {
    const { rows, account } = await buildOf([`Certificate,Serial #\n${A},0a\n`]);
    expect(rows).toMatchObject([{ certificateHash: A, serial: '0a', subject: '' }]);
    expect(account.withheldUnseen).toBe(0);
  });
});
