import { existsSync, readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

import { lineSummary, readBytes } from './reading.ts';
import { csv, entriesOf } from './table/rows.ts';

const FOLDER = new URL('../../../shared/appendices/', import.meta.url);
const absent = !existsSync(FOLDER);
if (absent) console.warn('skipped: real appendices are not at ../shared/appendices');

async function readShared(name: string) {
  return await readBytes(readFileSync(new URL(name, FOLDER)));
}

describe.skipIf(absent)('real appendices', () => {
  test('Sectigo, bug 1818073: serial numbers of a rendered table', async () => {
    const lines = await readShared('bz1818073_sectigo_table_as_rendered.txt');
    expect(lines.map((line) => line.kind)).toEqual([
      'comment',
      'header',
      ...Array<string>(6).fill('listing'),
    ]);
    expect(lines.flatMap((line) => line.entries.map((entry) => entry.serial))).toEqual([
      '05b995898666b4805c89c2944c02e6c4',
      'c66c4b0e6163f52cafef66b0eb1c155b',
      '89dbd5838f718928c9aabec6fa73fde9',
      '382000227e3498c64040f469e60175ad',
      'e7b766736ab8526297523ff8d2ee781d',
      'a01e05c382f27285300961927c46ef2f',
    ]);
  });

  test('SwissSign, bug 1914023: pairs of serial number and SHA-256 under their heading', async () => {
    const lines = await readShared('bz1914023_swisssign_smime_serial_sha256.txt');
    expect(lines.map((line) => line.kind)).toEqual([
      'invalid',
      'invalid',
      'invalid',
      'header',
      'listing',
      'listing',
    ]);
    expect(lines.slice(0, 3).map((line) => line.problems[0]?.code)).toEqual([
      'text',
      'text',
      'text',
    ]);
    expect(lines[3]?.heading).toBe('Serial Numbers');
    expect(lines.slice(4).flatMap((line) => line.entries)).toEqual([
      {
        form: 'serial+fingerprint',
        fingerprint: '78ffbff4d1db90eb4a94899de5330a942c0df7222e71dded4d2d66f4405d6622',
        serial: '46960808538ea87b46daf488c0b12a1a0cf720a5',
      },
      {
        form: 'serial+fingerprint',
        fingerprint: '3d098b963684d6be2e93e10bef0afe0f56e99fc85f9ccd62b334711c880e3fef',
        serial: '6d87a775e7fec1aaa3fca638ab63c346bb876558',
      },
    ]);
  });

  test('crt.sh links as seen, each with a comment behind it', async () => {
    const lines = await readShared('crtsh_url_forms_seen.txt');
    expect(lines.map(lineSummary)).toEqual([
      ['invalid', '!not-hex'],
      ['listing', 'crt.sh?sha256 2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d'],
      ['listing', 'crt.sh?id id=1638856360', '!not-recommended-form'],
      ['listing', 'crt.sh?id id=311477948', '!not-recommended-form'],
      ['listing', 'crt.sh?id id=626981823', '!not-recommended-form'],
      ['listing', 'crt.sh?q 6d8665951cf6d8743200393a1085e0f6eb226270cc1f1402507d61faae93256a'],
      ['listing', 'crt.sh?d id=3124375355', '!not-recommended-form'],
      ['invalid', '!search-link'],
      ['invalid', '!not-hex'],
    ]);
  });

  test('dossier: every hash of its eleven columns, and nothing of the names', async () => {
    const lines = await readShared('dossier_sample_data_output.csv');
    expect(lines.map((line) => [line.kind, line.entries.length, line.problems.length])).toEqual([
      ['header', 0, 0],
      ['listing', 2, 1],
      ['listing', 1, 1],
      ['listing', 1, 1],
      ['listing', 1, 1],
    ]);
    // Python's hex() leaves out a leading zero
    expect(lines.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(
      Array<string>(4).fill('mangled-number'),
    );
    expect(lines[1]?.entries.map((entry) => entry.serial)).toEqual([
      '055f7edc6eda64d31f1eaed233883513',
      '055f7edc6eda64d31f1eaed233883513',
    ]);
  });

  test('dossier: the same certificates with other separators and encodings', async () => {
    const text = readFileSync(new URL('dossier_sample_data_output.csv', FOLDER), 'utf8');
    const rows = parse(text, { record_delimiter: ['\r\n', '\n'] });
    const named = entriesOf(await readBytes(Buffer.from(text)));
    for (const delimiter of [',', ';', '\t', '|']) {
      const written = csv(rows, { delimiter, lineEnd: '\r\n' });
      for (const bytes of [Buffer.from(written), Buffer.from(`\uFEFF${written}`, 'utf16le')]) {
        const lines = await readBytes(bytes);
        expect(entriesOf(lines)).toEqual(named);
        expect(lines[3]?.row?.cells).toEqual(rows[3]);
      }
    }
  });

  test("Let's Encrypt's CAA line, elided as published in prose, names no certificate", async () => {
    const lines = await readShared('letsencrypt_caa_line_syntax.txt');
    expect(lines.map(lineSummary)).toEqual([
      ['comment'],
      ['invalid', '!truncated-hash', '!truncated-hash'],
    ]);
  });

  test('mdsp message 10168: two lists of ids, each under the sentence that introduces it', async () => {
    const lines = await readShared('mdsp_msg10168_crtsh_ids_with_opts.txt');
    expect(
      lines.flatMap((line) => line.heading ?? line.entries.map((entry) => entry.crtShId)),
    ).toEqual([
      'This bug',
      '250008707',
      '49843724',
      'Additionally, upon scanning our certificate store we identified',
      '167970618',
      '246757501',
    ]);
  });

  test('mdsp rmTOWPxU8N4: ids only crt.sh can resolve', async () => {
    const lines = await readShared('mdsp_rmTOWPxU8N4_crtsh_ids.txt');
    expect(lines.flatMap((line) => line.entries.map((entry) => entry.crtShId))).toEqual([
      '617995390',
      '606954201',
      '606953975',
      '606953727',
      '604874282',
    ]);
  });
});
