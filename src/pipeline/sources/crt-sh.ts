import { proxySettings } from './proxy.ts';
import type { SourceKind } from './kind.ts';

const CRT_SH_HTTP = /^(?:crt\.sh|crt\.sh:http|https:\/\/crt\.sh\/?)$/i;
/** Another server that answers `?d=` as crt.sh does. */
const CRT_SH_AT = /^crt\.sh@(https?:\/\/.+)$/i;

/** crt.sh over HTTP. */
export const CRT_SH: SourceKind = {
  says: 'crt.sh, crt.sh@URL',
  network: true,
  isNamed: (name) => CRT_SH_HTTP.test(name) || CRT_SH_AT.test(name),
  // undici takes 60 ms to load, which only those who ask the network should pay
  async open(name, { userAgent, note, now, paces, env, concurrency, rate }) {
    const { crtShSource } = await import('../../sources/http/crt-sh.ts');
    const url = CRT_SH_AT.exec(name)?.[1];
    const proxy = proxySettings(env);
    return crtShSource({
      userAgent,
      onNote: note,
      now,
      paces,
      ...(url !== undefined && { url }),
      ...(proxy !== undefined && { proxy }),
      ...(concurrency !== undefined && { concurrency }),
      ...(rate !== undefined && { requestsPerSecond: rate }),
    });
  },
};
