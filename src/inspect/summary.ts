/** What a person asks first: what kind of certificate, for whom, from whom, until when. */
import type { CertificateFacts } from '../x509/facts.ts';
import { type Item, textItem } from './inspection.ts';

export function summaryItems(facts: CertificateFacts): Item[] {
  const { sha256, subject, issuer, notBefore, notAfter, publicKey } = facts;
  const selfIssued = issuer === subject ? 'self-issued: equal to the subject' : undefined;
  const inferred = 'inferred: no policy says so';
  return [
    { label: 'kind', value: kindOf(facts) },
    textItem(
      'validation',
      facts.validationType,
      facts.validationTypeInferred ? inferred : undefined,
    ),
    textItem('subject', nameText(subject)),
    textItem('issuer', nameText(issuer), selfIssued),
    { label: 'valid', value: `${notBefore ?? 'unreadable'} to ${notAfter ?? 'unreadable'}` },
    { label: 'key', value: publicKey === null ? 'unreadable' : keyText(publicKey) },
    { label: 'crt.sh', value: `https://crt.sh/?sha256=${sha256}` },
  ];
}

function kindOf({ ca, precertificate, scts }: CertificateFacts): string {
  const role = ca ? 'CA' : 'end entity';
  if (!precertificate) return `certificate, ${role}`;
  return `precertificate${scts.length > 0 ? ' with SCTs' : ''}, ${role}`;
}

function nameText(name: string | null): string {
  return name === null ? 'missing' : name || '(empty)';
}

function keyText({ algorithm, bits, curve }: NonNullable<CertificateFacts['publicKey']>): string {
  const size = curve ?? (bits === 0 ? 'of unreadable size' : bits);
  return size === null ? algorithm : `${algorithm} ${size}`;
}
