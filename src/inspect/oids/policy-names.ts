/** Certificate policies that have a public meaning: the CA/Browser Forum's, ETSI's, RFC 5280's. */

export const POLICY_NAMES: Readonly<Record<string, string>> = {
  '2.5.29.32.0': 'anyPolicy',
  '2.23.140.1.1': 'CABF TLS EV (extended validation)',
  '2.23.140.1.2.1': 'CABF TLS DV (domain validated)',
  '2.23.140.1.2.2': 'CABF TLS OV (organization validated)',
  '2.23.140.1.2.3': 'CABF TLS IV (individual validated)',
  '2.23.140.1.3': 'CABF code signing EV',
  '2.23.140.1.4.1': 'CABF code signing (non-EV)',
  '2.23.140.1.4.2': 'CABF timestamping',
  ...smimePolicies(),
  '0.4.0.2042.1.1': 'ETSI NCP (normalized)',
  '0.4.0.2042.1.2': 'ETSI NCP+ (normalized, secure device)',
  '0.4.0.2042.1.3': 'ETSI LCP (lightweight)',
  '0.4.0.2042.1.4': 'ETSI EVCP (extended validation)',
  '0.4.0.2042.1.5': 'ETSI EVCP+ (extended validation, secure device)',
  '0.4.0.2042.1.6': 'ETSI DVCP (domain validated)',
  '0.4.0.2042.1.7': 'ETSI OVCP (organization validated)',
  '0.4.0.2042.1.8': 'ETSI IVCP (individual validated)',
  '0.4.0.194112.1.0': 'ETSI QCP-n (qualified, natural person)',
  '0.4.0.194112.1.1': 'ETSI QCP-l (qualified, legal person)',
  '0.4.0.194112.1.2': 'ETSI QCP-n-qscd (qualified, natural person, QSCD)',
  '0.4.0.194112.1.3': 'ETSI QCP-l-qscd (qualified, legal person, QSCD)',
  '0.4.0.194112.1.4': 'ETSI QEVCP-w (qualified website, EV)',
  '0.4.0.194112.1.5': 'ETSI QNCP-w (qualified website)',
  '0.4.0.194112.1.6': 'ETSI QNCP-w-gen (qualified website, general)',
  '0.4.0.19495.3.1': 'ETSI PSD2 QCP-w-psd2 (qualified website, PSD2)',
  '1.3.6.1.5.5.7.14.2': 'RPKI id-cp-ipAddr-asNumber',
  '1.3.6.1.5.5.7.14.3': 'RPKI id-cp-ipAddr-asNumber-v2',
  '1.3.6.1.4.1.44947.1.1.1': "Let's Encrypt CPS (ISRG domain validated)",
  '1.3.6.1.4.1.11129.2.5.1': 'Google Internet Authority',
  '1.3.6.1.4.1.11129.2.5.3': 'Google Trust Services',
  '2.16.840.1.114412.1.1': 'DigiCert OV TLS',
  '2.16.840.1.114412.1.2': 'DigiCert DV TLS',
  '2.16.840.1.114412.2.1': 'DigiCert EV TLS',
  '2.16.840.1.101.3.2.1.3.6': 'FPKI common policy',
  '2.16.840.1.101.3.2.1.3.7': 'FPKI common hardware',
  '2.16.840.1.101.3.2.1.3.8': 'FPKI common devices',
  '2.16.840.1.101.3.2.1.3.13': 'FPKI common authentication',
  '2.16.840.1.101.3.2.1.3.17': 'FPKI common card authentication',
  '2.16.840.1.101.3.2.1.48.1': 'NIST PKITS test policy 1',
  '2.16.840.1.101.3.2.1.48.2': 'NIST PKITS test policy 2',
};

/** S/MIME BR §7.1.6.1: 2.23.140.1.5.x.y, x the validation type, y the generation. */
function smimePolicies(): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [x, type] of ['mailbox', 'organization', 'sponsor', 'individual'].entries()) {
    for (const [y, generation] of ['legacy', 'multipurpose', 'strict'].entries()) {
      names[`2.23.140.1.5.${x + 1}.${y + 1}`] = `CABF S/MIME ${type}-validated, ${generation}`;
    }
  }
  return names;
}
