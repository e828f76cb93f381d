import { proxySettings } from './proxy.ts';
import type { SourceKind } from './kind.ts';

/** A server that has a URL for each certificate. */
export const URL_TEMPLATE: SourceKind = {
  says: 'https://HOST/PATH/{sha256}',
  network: true,
  isNamed: (name) => /^https?:\/\/.+$/i.test(name),
  async open(name, { userAgent, note, now, paces, env, concurrency, rate }) {
    const { urlTemplateSource } = await import('../../sources/http/url-template.ts');
    const proxy = proxySettings(env);
    return urlTemplateSource({
      template: name,
      userAgent,
      onNote: note,
      now,
      paces,
      ...(proxy !== undefined && { proxy }),
      ...(concurrency !== undefined && { concurrency }),
      ...(rate !== undefined && { requestsPerSecond: rate }),
    });
  },
};
