import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../protocol/index.js'

/** A connection made for one kernel, in a folder that only its owner can read. */
export interface ConnectionFile {
  connection: Connection
  path: string
  /** Removes the folder, and the sockets in it; at once, so that the end of the process can do it. */
  remove: () => void
}

/**
 * Chooses where a kernel is to listen, and writes it down. Sockets in the file system, where there are such:
 * a free port of TCP may be taken by another between its choice and its use.
 */
export async function connectionFile(transport = defaultTransport): Promise<ConnectionFile> {
  const folder = await mkdtemp(join(tmpdir(), 'spikelab-')) // mode 0700
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] =
    transport === 'ipc' ? [1, 2, 3, 4, 5] : await freePorts(5)
  const connection: Connection = {
    transport,
    ip: transport === 'ipc' ? join(folder, 'k') : '127.0.0.1',
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
    key: randomUUID(),
    signature_scheme: 'hmac-sha256',
    kernel_name: 'spikelab',
  }
  const path = join(folder, 'kernel.json')
  await writeFile(path, JSON.stringify(connection, null, 2), { mode: 0o600 })
  return { connection, path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

// The address of a socket in the file system has at most 103 bytes (macOS; Linux 107): `tmpdir`/spikelab-XXXXXX/k-1.
const defaultTransport: Connection['transport'] =
  process.platform === 'win32' || Buffer.byteLength(tmpdir()) > 80 ? 'tcp' : 'ipc'

/** Ports of 127.0.0.1 that were free just now; all are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve)
      })
      return server
    }),
  )
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(closed => server.close(closed))))
  return ports
}
