/** A CA that partitions its CRLs, whose server has every kind of them: a certificate for every status. */
import { serve } from '../../sources/content/setting.ts';
import {
  type CrlCa,
  type CrlOptions,
  type LeafOptions,
  deltaCrlIndicator,
  ecdsa,
  issuingDistributionPoint,
  makeCrlCa,
  toPem,
  uri,
} from '../../support/make-crl.ts';

/** Fresh CRLs hold then. */
export const AS_OF = '2025-04-05T00:00:00Z';

export interface Listed {
  readonly leaf: LeafOptions;
  readonly der: Uint8Array;
  /** `revoked`, `unknown stale` and so on. */
  readonly expected: string;
}

export interface CrlSetting {
  readonly ca: CrlCa;
  readonly url: string;
  readonly listed: readonly Listed[];
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Changes what the server has. */
  readonly put: (path: string, crl: Uint8Array | string | undefined) => void;
  /** The URL of a path. */
  readonly pathOf: (path: string) => string;
  /** A CRL of the CA for one of its paths. */
  readonly crlFor: (path: string, options?: CrlOptions) => Uint8Array;
}

const ENTRIES = [
  { serial: '0101', reason: 1, date: '250320120000Z' },
  { serial: '0102', date: '250322120000Z' },
  { serial: '0103', reason: 6 },
  { serial: '0104', reason: 4, date: '250310120000Z' },
];

export async function serveCrls(): Promise<CrlSetting> {
  const ca = makeCrlCa();
  const contents = new Map<string, Uint8Array | string>();
  const asked: string[] = [];
  const { url } = await serve((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const content = contents.get(path);
    if (content === undefined) response.writeHead(404);
    response.end(content ?? 'nothing here');
  });
  const crlFor = (path: string, options: CrlOptions = {}): Uint8Array => {
    const scope = issuingDistributionPoint({ names: [uri(url + path)] });
    return ca.crl({
      entries: ENTRIES,
      ...options,
      extensions: [scope, ...(options.extensions ?? [])],
    });
  };
  const crls: Record<string, Uint8Array | string> = {
    '/good.crl': crlFor('/good.crl'),
    '/stale.crl': crlFor('/stale.crl', {
      thisUpdate: '250305000000Z',
      nextUpdate: '250312000000Z',
      entries: [{ serial: '0201', reason: 5, date: '250304120000Z' }],
    }),
    '/spoilt.crl': crlFor('/spoilt.crl', { spoil: true }),
    '/foreign.crl': crlFor('/foreign.crl', { signer: ecdsa() }),
    '/page.crl': '<!doctype html><title>Not found</title>',
    '/other-scope.crl': crlFor('/elsewhere.crl'),
    '/delta.crl': crlFor('/delta.crl', { extensions: [deltaCrlIndicator()] }),
    '/indirect.crl': ca.crl({
      entries: ENTRIES,
      extensions: [
        issuingDistributionPoint({ names: [uri(`${url}/indirect.crl`)], indirect: true }),
      ],
    }),
    '/pem.crl': toPem('X509 CRL', crlFor('/pem.crl')),
  };
  for (const [path, crl] of Object.entries(crls)) contents.set(path, crl);
  const of = (serial: string, path: string, expected: string, more: LeafOptions = {}): Listed => {
    const leaf = { serial, crls: [url + path], ...more };
    return { leaf, der: ca.issue(leaf), expected };
  };
  const listed = [
    of('0101', '/good.crl', 'revoked'),
    of('0102', '/good.crl', 'revoked'),
    of('0103', '/good.crl', 'unknown certificate-hold'),
    of('0104', '/good.crl', 'revoked', { notAfter: '250331235959Z' }),
    of('0105', '/good.crl', 'notRevoked'),
    of('0106', '/good.crl', 'expired', { notAfter: '250331235959Z' }),
    of('0107', '/pem.crl', 'notRevoked'),
    of('0201', '/stale.crl', 'revoked'),
    of('0202', '/stale.crl', 'unknown stale'),
    of('0203', '/spoilt.crl', 'unknown bad-signature'),
    of('0204', '/foreign.crl', 'unknown bad-signature'),
    of('0205', '/page.crl', 'unknown unavailable'),
    of('0206', '/missing.crl', 'unknown unavailable'),
    of('0207', '/other-scope.crl', 'unknown not-in-scope'),
    of('0208', '/delta.crl', 'unknown delta'),
    of('0209', '/indirect.crl', 'unknown indirect'),
    of('020a', '', 'shortLived', {
      crls: [],
      notBefore: '250403000000Z',
      notAfter: '250409235959Z',
    }),
  ];
  return {
    ...{ ca, url, listed, asked, crlFor },
    put(path, crl) {
      if (crl === undefined) contents.delete(path);
      else contents.set(path, crl);
    },
    pathOf: (path) => url + path,
  };
}

export function pemOf(ders: readonly Uint8Array[]): string {
  return ders.map((der) => toPem('CERTIFICATE', der)).join('');
}
