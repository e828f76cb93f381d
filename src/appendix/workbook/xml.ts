/** XML of a part, read as it comes. */
import sax from 'sax';
import { asDamage } from './package.ts';

/** What is told of the elements of a part; names are without their prefix. */
export interface XmlReader {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML piece by piece, and yields after each how many characters it has. sax expands none of the
 * entities that a document declares.
 * @throws {CertImpactError} `bad-archive`
 */
export async function* readXml(
  chunks: AsyncIterable<string>,
  to: XmlReader,
): AsyncGenerator<number> {
  const parser = sax.parser(true, { trim: false, normalize: false, position: false });
  const state: { failure?: Error } = {};
  parser.onerror = (error) => {
    state.failure ??= error;
  };
  parser.onopentag = ({ name, attributes }) => {
    to.open?.(localName(name), (wanted) => attributeOf(attributes as Attributes, wanted));
  };
  parser.ontext = parser.oncdata = (text) => to.text?.(text);
  parser.onclosetag = (name) => to.close?.(localName(name));
  const check = (): void => {
    if (state.failure !== undefined) throw asDamage(state.failure);
  };
  for await (const chunk of chunks) {
    parser.write(chunk);
    check();
    yield chunk.length;
  }
  parser.close();
  check();
}

/** Reads all of it. */
export async function readWhole(chunks: AsyncIterable<string>, to: XmlReader): Promise<void> {
  const pieces = readXml(chunks, to);
  while ((await pieces.next()).done !== true);
}

type Attributes = Readonly<Record<string, string>>;

function attributeOf(attributes: Attributes, wanted: string): string | undefined {
  if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
  const name = Object.keys(attributes).find((key) => localName(key) === wanted);
  return name === undefined ? undefined : attributes[name];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
