// A Skein app in Node: publishes lines of standard input, or prints messages and survives the death of its peer.
// No code generation: gRPC reads the .proto files as they are.
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const USAGE = `Usage: node client.js publish TYPE [--peer HOST:PORT]
       node client.js subscribe PATTERN [--token-file FILE] [--count N] [--peer HOST:PORT]...`;

const definition = protoLoader.loadSync('skein/app/v1/messaging_service.proto', {
  includeDirs: [fileURLToPath(new URL('../../../proto/src/main/proto', import.meta.url))],
  longs: Number, // Exact up to 2^53: sequences and boot numbers are far below.
  enums: String,
  defaults: true,
  oneofs: true,
});
const { MessagingService } = grpc.loadPackageDefinition(definition).skein.app.v1;

// A peer that hangs, or whose machine is gone, is found out by keepalive; one that died is by TCP.
const connect = (peer) =>
  new MessagingService(peer, grpc.credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 15_000,
    'grpc.keepalive_timeout_ms': 5_000,
  });

// Says who this app is, to a peer that asks: with the token in the file that SKEIN_APP_TOKEN_FILE names.
const credentials = async () => {
  const metadata = new grpc.Metadata();
  const file = process.env.SKEIN_APP_TOKEN_FILE;
  if (file) metadata.set('authorization', `Bearer ${(await readFile(file, 'utf8')).trim()}`);
  return metadata;
};

// Each line is a message, and what arrived together is sent together.
async function* linesToRequests(type, chunks) {
  let options = { type, receipt: 'RECEIPT_RELAYED' }; // The first request says it for all.
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const messages = [];
    let start = 0;
    for (let end; (end = bytes.indexOf('\n', start)) >= 0; start = end + 1) {
      messages.push({ payload: bytes.subarray(start, end) });
    }
    rest = bytes.subarray(start);
    if (messages.length > 0) {
      yield { messages, ...options };
      options = {};
    }
  }
  if (rest.length > 0) yield { messages: [{ payload: rest }], ...options };
}

async function publish(peer, type) {
  const client = connect(peer);
  const call = client.publishStream(await credentials());
  let counts = { accepted: 0, relayed: 0 };
  const readReceipts = async () => {
    for await (const response of call) counts = response;
  };
  try {
    // The pipeline reads standard input only as fast as the peer takes requests. The call ends when a second peer has
    // acknowledged every message.
    const requests = (chunks) => linesToRequests(type, chunks);
    await Promise.all([readReceipts(), pipeline(process.stdin, requests, call)]);
  } finally {
    client.close();
  }
  console.log(JSON.stringify({ accepted: counts.accepted, relayed: counts.relayed }));
}

// Prints each message once, although a resumed subscription repeats what came after its last checkpoint.
class Printer {
  // Sequence of the last message, per publisher, boot, lane and type: within those, order is kept.
  #last = new Map();

  constructor(count) {
    this.left = count;
  }

  async batch({ header, messages }) {
    const { type, epoch, lane } = header;
    const origin = header.origin.toString('hex');
    const key = `${origin} ${epoch} ${lane} ${type}`;
    for (const [i, { headers, payload }] of messages.entries()) {
      const sequence = header.firstSequence + i;
      if (this.left > 0 && sequence > (this.#last.get(key) ?? 0)) {
        this.#last.set(key, sequence);
        this.left--;
        await this.line({ type, origin, epoch, lane, sequence, headers, payload: payload.toString() });
      }
    }
  }

  async gap({ count, countIsExact, reason }) {
    await this.line({ gap: { count, exact: countIsExact, reason } });
  }

  async line(value) {
    if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
  }
}

// Where a later run goes on; without a path nothing is kept.
class TokenFile {
  constructor(path) {
    this.path = path;
  }

  async load() {
    try {
      return this.path && (await readFile(this.path));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }

  // Atomic: a crash leaves the old token or the new one, never half of one.
  async save(token) {
    if (!this.path) return;
    await writeFile(`${this.path}.new`, token);
    await rename(`${this.path}.new`, this.path);
  }
}

async function subscribe(peers, pattern, tokenFile, printer) {
  let token = await tokenFile.load();
  for (let turn = 0, failures = 0; ; turn++, failures++) {
    const peer = peers[turn % peers.length];
    const client = connect(peer);
    const start = token ? { resumeToken: token, acceptGap: true } : {};
    const call = client.subscribe({ patterns: [pattern], ...start }, await credentials());
    try {
      for await (const { event, subscribed, batch, gap, checkpoint } of call) {
        if (event === 'batch') await printer.batch(batch);
        if (event === 'gap') await printer.gap(gap);
        if (event === 'subscribed' || event === 'checkpoint') {
          // Everything before this event has been printed, so the next start need not repeat it.
          token = (subscribed ?? checkpoint).resumeToken;
          await tokenFile.save(token);
          failures = 0;
        }
        if (event === 'subscribed') console.error(`subscribed at ${peer}`);
        if (printer.left === 0) return;
      }
    } catch (error) {
      if (![grpc.status.UNAVAILABLE, grpc.status.CANCELLED].includes(error.code)) throw error;
      console.error(`lost ${peer}: ${error.details}`);
    } finally {
      call.cancel();
      client.close();
    }
    // A peer that served us is replaced at once; when all fail, we ask ever more slowly.
    await delay(Math.min(100 * failures, 5_000));
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      peer: { type: 'string', multiple: true, default: ['127.0.0.1:7402'] },
      'token-file': { type: 'string' },
      count: { type: 'string', default: 'Infinity' },
    },
  });
  const [command, name] = positionals;
  if (command === 'publish' && name) {
    await publish(values.peer[0], name);
  } else if (command === 'subscribe' && name) {
    await subscribe(values.peer, name, new TokenFile(values['token-file']), new Printer(Number(values.count)));
  } else {
    throw new Error(USAGE);
  }
}

main().catch((error) => {
  console.error(error.details ?? error.message);
  process.exitCode = 1;
});
