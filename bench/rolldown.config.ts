import { defineConfig } from 'rolldown';

/** The JavaScript sides of `reading`, `http` and `revocation`, bundled as the program is. */
export default defineConfig({
  input: ['bench/peers/run-job.ts', 'bench/peers/crt-sh.ts', 'bench/peers/run-crl.ts'],
  platform: 'node',
  transform: { target: 'node20.19' },
  output: { dir: 'dist/bench/jobs', cleanDir: true },
});
