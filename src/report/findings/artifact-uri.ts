/** File names as the URI references that SARIF wants. */

/** A lone surrogate has no UTF-8, so that no URI could hold it. */
const LONE_SURROGATE = /\p{Cs}/gu;

/**
 * A relative reference for a relative name (code scanning resolves it against the repository), a `file:`
 * URI for an absolute one (RFC 3986 §4.2, RFC 8089).
 */
export function artifactUri(file: string): string {
  const name = file.replaceAll(LONE_SURROGATE, '\ufffd');
  const drive = /^[a-z]:[\\/]/i.test(name);
  const segments = (drive ? name.replaceAll('\\', '/') : name).split('/').map(encodeURIComponent);
  if (drive) return `file:///${name.slice(0, 2)}/${segments.slice(1).join('/')}`;
  const path = segments.join('/');
  return path.startsWith('/') ? `file://${path.replace(/^\/+/, '/')}` : path;
}
