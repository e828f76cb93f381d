import { CertImpactError } from '../errors.ts';
import { readVersion } from './version.ts';

/**
 * `cert-impact/1.2.3 (+mailto:pki@example.org)`: operators of servers want to know whom to ask.
 * @throws {CertImpactError} `bad-option`
 */
export function userAgent(contact: string | undefined): string {
  const program = `cert-impact/${readVersion()}`;
  if (contact === undefined) return program;
  if (!/^[\x21-\x7e]{3,200}$/.test(contact) || /[()]/.test(contact)) {
    throw new CertImpactError('bad-option', '--contact is no e-mail address or URL', {
      hint: 'it is sent with each request, such as pki@example.org',
    });
  }
  return `${program} (+${contact.includes('@') ? `mailto:${contact}` : contact})`;
}
