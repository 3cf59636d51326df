import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why there can be no display in tests here; undefined where there can. */
export const noDisplay =
  process.platform !== 'linux' || spawnSync('Xvfb', ['-help']).error !== undefined
    ? 'there is no program "Xvfb" to make a display'
    : undefined;

/** A screen that nobody sees, with a mouse that is moved and pressed as a real one. */
export interface Display {
  /** For `DISPLAY`. */
  name: string;
  click(x: number, y: number): Promise<void>;
  /** What it shows, as an XWD file. */
  picture: string;
  end(): Promise<void>;
}

const [MOTION, PRESS, RELEASE] = [6, 4, 5];
/** The extension that stands for a real mouse. */
const XTEST = 'XTEST';

const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((4 - (text.length % 4)) % 4)]);

function request(opcode: number, detail: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(opcode, 0);
  head.writeUInt8(detail, 1);
  head.writeUInt16LE(1 + body.length / 4, 2);
  return Buffer.concat([head, body]);
}

/** Reads as many bytes as are asked for, as they come. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  return async (length) => {
    for (;;) {
      const bytes = socket.read(length) as Buffer | null;
      if (bytes !== null) return bytes;
      await new Promise<void>((resolve) => socket.once('readable', () => resolve()));
    }
  };
}

/** Connects to a display that asks for no key, and finds the extension. */
async function mouseOf(socket: Socket): Promise<(x: number, y: number) => void> {
  const read = reader(socket);
  const hello = Buffer.alloc(12);
  hello.write('l');
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const head = await read(8);
  const setup = await read(head.readUInt16LE(6) * 4);
  if (head[0] !== 1) throw new Error('The display refuses connections.');
  const vendor = setup.readUInt16LE(16);
  const formats = setup.readUInt8(21);
  const root = setup.readUInt32LE(32 + Math.ceil(vendor / 4) * 4 + formats * 8);
  const name = Buffer.alloc(4);
  name.writeUInt16LE(XTEST.length, 0);
  socket.write(request(98, 0, Buffer.concat([name, padded(XTEST)])));
  const opcode = (await read(32))[9]!;
  const fake = (kind: number, detail: number, x: number, y: number) => {
    const body = Buffer.alloc(32);
    body.writeUInt8(kind, 0);
    body.writeUInt8(detail, 1);
    body.writeUInt32LE(kind === MOTION ? root : 0, 8);
    body.writeInt16LE(x, 20);
    body.writeInt16LE(y, 22);
    socket.write(request(opcode, 2, body));
  };
  return (x, y) => {
    fake(MOTION, 0, x - 3, y - 1);
    fake(MOTION, 0, x, y);
    fake(PRESS, 1, 0, 0);
    fake(RELEASE, 1, 0, 0);
  };
}

export async function openDisplay(): Promise<Display> {
  const folder = mkdtempSync(join(tmpdir(), 'kw-display-'));
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-ac', '-screen', '0', '1700x1200x24', '-fbdir', folder, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject);
    server.stdio[3]!.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  const press = await mouseOf(socket);
  return {
    name: `:${number}`,
    picture: join(folder, 'Xvfb_screen0'),
    click: async (x, y) => press(Math.round(x), Math.round(y)),
    async end() {
      socket.destroy();
      server.kill();
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
