/** A TCP proxy that does to connections what networks do: cuts, stalls, corrupts, delays, refuses. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * - `pass`: nothing is done
 * - `cut`: the connection is reset in the middle of an answer
 * - `stall`: nothing more comes from the server; the connection stays
 * - `corrupt`: one bit in each piece of an answer is another
 * - `slow`: answers trickle, `pieceBytes` every `pieceMs`
 * - `refuse`: connections are reset as soon as they come, and those that are there
 */
export type ProxyMode = 'pass' | 'cut' | 'stall' | 'corrupt' | 'slow' | 'refuse';

export interface TcpProxy {
  readonly port: number;
  /** Holds from now on, for connections that are there too. */
  mode: ProxyMode;
  /** So much of the answers on each connection passes before cut, stall or corruption begins. */
  faultAfterBytes: number;
  pieceBytes: number;
  pieceMs: number;
  /** Connections so far. */
  readonly connections: number;
  /** Connections that are open. */
  readonly open: number;
  close(): Promise<void>;
}

export interface ProxyTarget {
  readonly port: number;
  readonly host?: string;
}

/** Listens on a free port of 127.0.0.1; the caller closes it. */
export async function startTcpProxy({ port, host = '127.0.0.1' }: ProxyTarget): Promise<TcpProxy> {
  const tunnels = new Set<Tunnel>();
  let mode: ProxyMode = 'pass';
  let connections = 0;
  const server = createServer((client) => {
    connections++;
    if (mode === 'refuse') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const tunnel = new Tunnel(client, connect(port, host), proxy);
    tunnels.add(tunnel);
    client.on('close', () => tunnels.delete(tunnel));
  });
  const proxy = {
    port: 0,
    faultAfterBytes: 0,
    pieceBytes: 100,
    pieceMs: 20,
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
      for (const tunnel of tunnels) tunnel.modeChanged();
    },
    get connections() {
      return connections;
    },
    get open() {
      return tunnels.size;
    },
    close() {
      for (const tunnel of tunnels) tunnel.destroy();
      return new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  proxy.port = (server.address() as AddressInfo).port;
  return proxy;
}

class Tunnel {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #proxy: TcpProxy;
  /** Bytes of answers since the mode was set. */
  #passed = 0;

  constructor(client: Socket, server: Socket, proxy: TcpProxy) {
    this.#client = client;
    this.#server = server;
    this.#proxy = proxy;
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => {
        this.destroy();
      });
      socket.on('close', () => {
        this.destroy();
      });
    }
    client.pipe(server);
    void this.#answer();
  }

  modeChanged(): void {
    this.#passed = 0;
    if (this.#proxy.mode === 'refuse') this.#reset();
  }

  destroy(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  async #answer(): Promise<void> {
    try {
      for await (const chunk of this.#server as AsyncIterable<Buffer>) {
        if (!(await this.#pass(chunk))) return;
      }
      this.#client.end();
    } catch {
      this.destroy();
    }
  }

  /** False when the connection is gone. */
  async #pass(chunk: Buffer): Promise<boolean> {
    const { mode, faultAfterBytes } = this.#proxy;
    const faultAt = Math.min(chunk.length, Math.max(0, faultAfterBytes - this.#passed));
    this.#passed += chunk.length;
    const sound = chunk.subarray(0, faultAt);
    const rest = chunk.subarray(faultAt);
    if (mode === 'slow') return this.#trickle(chunk);
    if (mode === 'pass' || mode === 'refuse' || rest.length === 0) return this.#write(chunk);
    if (mode === 'corrupt') {
      const wrong = Buffer.from(rest);
      // in the last quarter: behind the head of an HTTP answer or a PostgreSQL message
      wrong[(rest.length * 3) >> 2]! ^= 0x01;
      return this.#write(Buffer.concat([sound, wrong]));
    }
    if (mode === 'stall') {
      await this.#write(sound);
      while (this.#proxy.mode === 'stall' && !this.#client.destroyed) await pause(10);
      return this.#write(rest);
    }
    // what was written before a reset may be lost, which is what happens on a real network too
    await this.#write(faultAt > 0 ? sound : chunk.subarray(0, chunk.length >> 1));
    await pause(20);
    this.#reset();
    return false;
  }

  async #trickle(chunk: Buffer): Promise<boolean> {
    let at = 0;
    while (at < chunk.length && this.#proxy.mode === 'slow') {
      const piece = chunk.subarray(at, at + this.#proxy.pieceBytes);
      at += piece.length;
      if (!(await this.#write(piece))) return false;
      await pause(this.#proxy.pieceMs);
    }
    return this.#write(chunk.subarray(at));
  }

  async #write(bytes: Buffer): Promise<boolean> {
    if (this.#client.destroyed) return false;
    if (bytes.length === 0 || this.#client.write(bytes)) return true;
    await new Promise<void>((resolve) => {
      this.#client.once('drain', resolve).once('close', resolve);
    });
    return !this.#client.destroyed;
  }

  #reset(): void {
    this.#client.resetAndDestroy();
    this.#server.destroy();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
