import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { artifactUri } from '../../../src/report/findings/artifact-uri.ts';
import { renderFindingsSarif } from '../../../src/report/findings/sarif.ts';
import type { Verification } from '../../../src/report/findings/verification.ts';
import { HOSTILE_TEXTS } from '../support/hostile-text.ts';
import {
  finding,
  hostileVerification,
  usualVerification,
  verification,
  view,
} from './support/verification-builder.ts';

const SCHEMA = new URL('../../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url);
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

function sarif(model: Verification): Log {
  const log = JSON.parse([...renderFindingsSarif(model, view())].join('')) as Log;
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return log;
}

function results(model: Verification): Result[] {
  return sarif(model).runs[0]!.results!;
}

describe('the SARIF of findings', () => {
  it('is valid by the schema of SARIF 2.1.0, whatever was found', () => {
    sarif(usualVerification());
    sarif(verification([]));
    for (const { text } of HOSTILE_TEXTS) sarif(hostileVerification(text));
  });

  it('is checked by a schema that refuses what is wrong', () => {
    const log = sarif(usualVerification());
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false);
  });

  it('has a rule for each kind of finding, and one more for each code besides', () => {
    const { driver } = sarif(usualVerification()).runs[0]!.tool;
    expect(driver.name).toBe('cert-impact');
    expect(driver.semanticVersion).toBe('1.2.3');
    const ids = driver.rules!.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['serial-number', 'not-found']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(driver.rules![0]!.help!.text).toContain('Print it in hex. Rule: IRG 3.2 Appendix.');
    for (const { ruleId, ruleIndex } of results(usualVerification())) {
      expect(ids[ruleIndex!]).toBe(ruleId);
    }
  });

  it('has level, place, sheet and column of each finding', () => {
    const last = results(usualVerification()).at(-1)!;
    expect(last.level).toBe('note');
    expect(last.locations![0]).toEqual({
      physicalLocation: { artifactLocation: { uri: 'list.xlsx' }, region: { startLine: 3 } },
      logicalLocations: [
        { name: 'Wrong state', kind: 'sheet' },
        { name: 'Certificate SHA-256 hash', kind: 'column' },
      ],
    });
    const [file] = results(verification([finding({ line: null })]));
    expect(file!.locations![0]!.physicalLocation).not.toHaveProperty('region');
  });

  it('says in the message what is expected and what stands there', () => {
    const [first] = results(verification([finding()]));
    expect(first!.message.text).toBe(
      'Serial #: the certificate has another serial number ' +
        '(expected: 0a1b2c3d4e5f60718293a4b5c6d7e8f9; actual: 0a1b2c3d4e5f60718293a4b5c6d7e8f8)',
    );
  });

  it('makes neither a link nor a placeholder of the text of strangers', () => {
    const [first] = results(hostileVerification('[x](1) {0} \\'));
    expect(first!.message.text).toContain('\\[x\\](1) {{0}} \\\\');
    expect(first!.properties).toMatchObject({ actual: '[x](1) {0} \\' });
  });

  it('finds a result again when lines have moved, and tells apart what says the same', () => {
    const prints = (line: number): string[] =>
      results(
        verification([
          finding({ line }),
          finding({ line: line + 1 }),
          finding({ line: line + 2, actual: 'other' }),
        ]),
      ).map(({ partialFingerprints }) => Object.values(partialFingerprints!).join());
    expect(prints(2)).toEqual(prints(700));
    expect(new Set(prints(2)).size).toBe(3);
  });
});

describe('the URI of a file', () => {
  it.each([
    ['appendix.csv', 'appendix.csv'],
    ['a folder/b#c?d%.csv', 'a%20folder/b%23c%3Fd%25.csv'],
    ['../x/список.csv', '../x/%D1%81%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.csv'],
    ['/lists/list.csv', 'file:///lists/list.csv'],
    ['//server/list.csv', 'file:///server/list.csv'],
    ['C:\\lists\\a b.csv', 'file:///C:/lists/a%20b.csv'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['standard input', 'standard%20input'],
    ['a\ud800', 'a%EF%BF%BD'],
    ['list.zip/inner.csv', 'list.zip/inner.csv'],
  ])('%s is %s', (file, uri) => {
    expect(artifactUri(file)).toBe(uri);
  });
});
