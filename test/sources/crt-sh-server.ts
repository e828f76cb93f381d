/** A server that plays crt.sh, and a proxy in front of it: real sockets on port 0. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { pem } from './material.ts';

export interface CrtShServer {
  readonly url: string;
  /** The values of `d`, in the order in which they were asked for. */
  readonly asked: string[];
  /** When each request came, in milliseconds. */
  readonly times: number[];
  readonly requests: IncomingMessage[];
  /** TCP connections so far. */
  readonly connections: () => number;
  /** Requests under way at once, at most. */
  readonly mostAtOnce: () => number;
}

export type Behaviour = (
  d: string,
  response: ServerResponse,
  /** How often this `d` was asked before. */
  before: number,
) => void;

export async function serve(behave: Behaviour): Promise<CrtShServer> {
  const asked: string[] = [];
  const times: number[] = [];
  const requests: IncomingMessage[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    const d = new URL(request.url ?? '', 'http://x').searchParams.get('d') ?? '';
    const before = asked.filter((other) => other === d).length;
    asked.push(d);
    times.push(performance.now());
    requests.push(request);
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    response.on('close', () => atOnce--);
    behave(d, response, before);
  });
  const { url, connections } = await listen(server);
  return { url, asked, times, requests, connections, mostAtOnce: () => mostAtOnce };
}

/** A proxy that tunnels (CONNECT); `seen` holds what was asked of it. */
export async function proxyServer(): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(405).end();
  });
  server.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    const end = (): void => {
      socket.destroy();
      upstream.destroy();
    };
    for (const one of [socket, upstream]) one.on('error', end).on('close', end);
  });
  return { url: (await listen(server)).url, seen };
}

/** The answer of crt.sh for a certificate that it has. */
export function hit(response: ServerResponse, der: Uint8Array): void {
  response.writeHead(200, { 'content-type': 'application/pkix-cert' });
  response.end(pem(der));
}

export function answer(
  response: ServerResponse,
  status: number,
  body = '',
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8', ...headers });
  response.end(body);
}

/** Until the test is over. */
export async function listen(server: Server): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, connections: () => connections };
}
