import { describe, expect, it } from 'vitest';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, run, runJson } from './support/program.ts';

const FEW = samples(3);

describe('--print-sql', () => {
  it('reads back the certificates of ids under the titles that its script writes', async () => {
    const answer = `crt.sh id 3\n${FEW[0]!.pem}\ncrt.sh id 4\n\n${FEW[1]!.pem}\n`;
    const cwd = folderOf({ list: 'https://crt.sh/?id=3\nhttps://crt.sh/?id=4\n', answer });
    const args = ['list', '--from', 'answer', '--store', 'store'];
    const { impact, status } = await runJson(args, { cwd });
    expect(impact.outcomes).toMatchObject({ examined: 1, unresolvable: 1 });
    expect(status).toBe(3);
    const { stdout } = await run([...args, '--print-sql'], { cwd });
    // the title of the other one does not stand directly above it
    expect(stdout).toMatch(/^ {2}4$/m);
    expect(stdout).not.toMatch(/^ {2}3$/m);
  });

  it('names what no database can be asked for, and ends with 3', async () => {
    const lines = [
      FEW[0]!.sha256.slice(0, 62),
      `https://crt.sh/?id=${'9'.repeat(24)}`,
      'https://crt.sh/?Identity=foo.com',
      'serial 0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      FEW[1]!.sha256,
    ];
    const cwd = folderOf({ list: `${lines.join('\n')}\n` });
    const { stdout, stderr, status } = await run(['list', '--print-sql', '--store', 's'], { cwd });
    expect(status).toBe(3);
    expect(stdout).toContain(FEW[1]!.sha256);
    for (const line of [1, 2, 3, 4]) expect(stderr).toContain(`note: list:${line}: `);
    expect(stderr).not.toContain('list:5');
    expect(stderr).toContain('statements for 1 certificate:');
  });

  it('tells of a damaged store, which then is asked for everything', async () => {
    const cwd = folderOf({ list: list(FEW), 'store/data.mdb': Buffer.alloc(9000, 7) });
    const { stderr } = await run(['list', '--print-sql', '--store', 'store'], { cwd });
    expect(stderr).toMatch(/note: store: .*going on without the store/);
  });

  it('looks in the store first, wherever --from would fetch', async () => {
    const cwd = folderOf({ list: list(FEW), bundle: bundle(FEW) });
    await run(['store', 'import', 'bundle', '--store', 's'], { cwd });
    const args = ['list', '--store', 's', '--from', 'crt.sh', '--print-sql'];
    const { stderr, status } = await run(args, { cwd });
    expect(stderr).toContain('nothing is missing');
    expect(status).toBe(0);
  });

  it('belongs to the Impact, and is named once elsewhere', async () => {
    const { stderr, status } = await run(['facts', 'x', '--print-sql']);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown argument: print-sql\n');
  });
});
