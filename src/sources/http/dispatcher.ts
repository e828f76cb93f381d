import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, type buildConnector } from 'undici';
import { CertImpactError } from '../../errors.ts';

/** As the environment has them (HTTP_PROXY, HTTPS_PROXY, NO_PROXY); absent means none. */
export interface ProxySettings {
  readonly http?: string;
  readonly https?: string;
  readonly no?: string;
}

export interface DispatcherOptions {
  /** Connections to one host at most. */
  readonly connections: number;
  readonly proxy?: ProxySettings;
  readonly connectTimeoutMs: number;
  /** In the place of undici's own, where no proxy is in between. */
  readonly connect?: buildConnector.connector;
}

/**
 * Kept-alive connections, through the proxies if there are any; TLS is verified.
 * @throws {CertImpactError} `bad-option` for a proxy that is no URL
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { proxy, connections, connectTimeoutMs: timeout } = options;
  const agent = { connections, connect: options.connect ?? { timeout } };
  if (!proxy?.http && !proxy?.https) return new Agent(agent);
  try {
    return new EnvHttpProxyAgent({
      ...agent,
      // an empty string keeps undici from looking into the environment itself
      httpProxy: proxy.http ?? '',
      httpsProxy: proxy.https ?? '',
      noProxy: proxy.no ?? '',
      proxyTls: { timeout },
      requestTls: { timeout },
      clientFactory: (origin, poolOptions) => new ProxyPool(origin, poolOptions),
    });
  } catch (error) {
    throw new CertImpactError('bad-option', 'the proxy is no URL', {
      hint: 'set HTTPS_PROXY and HTTP_PROXY to something like http://proxy.example:3128',
      cause: error,
    });
  }
}

/**
 * A proxy that closes the connection instead of answering CONNECT: undici 7 takes the error's code for
 * one of a connection that was there, and connects again at once, for ever (nodejs/undici#3897).
 */
class ProxyPool extends Pool {
  override connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(): never;
  override async connect(options?: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    try {
      return await super.connect(options!);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'UND_ERR_SOCKET') throw error;
      throw Object.assign(new Error('the proxy does not tunnel'), { code: 'UND_ERR_PRX_CONN' });
    }
  }
}
