/**
 * `http-server.js BUNDLE LIST`: crt.sh in the least work, a process of its own. Prints its port, and
 * answers `GET /?d=<fingerprint>` with the PEM of the certificate until it is killed. LIST names the
 * certificates of BUNDLE in order. Node's own HTTP server would be what is measured, not the clients.
 */
import { readFileSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';

const END = '-----END CERTIFICATE-----\n';
const HEAD_END = '\r\n\r\n';
const FINGERPRINT_DIGITS = 64;
const BEFORE_FINGERPRINT = 'GET /?d='.length;

const [, , bundle, list] = process.argv;
const answers = readAnswers(bundle!, list!);
const NOT_FOUND = Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});

function serve(socket: Socket): void {
  let held = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    held += chunk.toString('latin1');
    for (let end = held.indexOf(HEAD_END); end >= 0; end = held.indexOf(HEAD_END)) {
      const asked = held.slice(BEFORE_FINGERPRINT, BEFORE_FINGERPRINT + FINGERPRINT_DIGITS);
      socket.write(answers.get(asked) ?? NOT_FOUND);
      held = held.slice(end + HEAD_END.length);
    }
  });
}

function readAnswers(bundlePath: string, listPath: string): Map<string, Buffer> {
  const names = readFileSync(listPath, 'latin1').trimEnd().split('\n');
  const pems = readFileSync(bundlePath, 'latin1').split(END);
  return new Map(
    names.map((line, i) => {
      const pem = pems[i]! + END;
      const head =
        `HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\n` +
        `Content-Length: ${pem.length}\r\nDate: ${new Date().toUTCString()}\r\n\r\n`;
      return [line.slice(-FINGERPRINT_DIGITS), Buffer.from(head + pem, 'latin1')];
    }),
  );
}
