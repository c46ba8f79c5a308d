import { readFile, stat } from 'node:fs/promises'

/** The connection file of a kernel: where its five sockets listen and how messages are signed. */
export interface Connection {
  transport: 'tcp' | 'ipc'
  ip: string
  shell_port: number
  control_port: number
  iopub_port: number
  stdin_port: number
  hb_port: number
  /** Secret of the signatures; empty where messages are not signed. */
  key: string
  signature_scheme: string
  kernel_name?: string
}

/** The sockets of a kernel, by the names that the connection file gives them. */
export type Channel = 'shell' | 'control' | 'iopub' | 'stdin' | 'hb'

const channels: Channel[] = ['shell', 'control', 'iopub', 'stdin', 'hb']

/**
 * Reads and checks a connection file.
 *
 * @throws Error naming the file and the field that is missing or not understood.
 */
export async function readConnection(path: string): Promise<Connection> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`connection file ${path} cannot be read: ${(error as Error).message}`)
  })
  let fields: Partial<Connection>
  try {
    fields = JSON.parse(text) as Partial<Connection>
  } catch {
    throw new Error(`connection file ${path} is not JSON`)
  }
  const connection = { transport: 'tcp', ip: '127.0.0.1', key: '', signature_scheme: 'hmac-sha256', ...fields }
  for (const channel of channels) {
    const port = fields[`${channel}_port`]
    if (!Number.isInteger(port))
      throw new Error(`connection file ${path}: ${channel}_port must be a number, got ${port}`)
  }
  if (connection.transport !== 'tcp' && connection.transport !== 'ipc')
    throw new Error(`connection file ${path}: transport must be tcp or ipc, got ${String(connection.transport)}`)
  if (connection.signature_scheme !== 'hmac-sha256')
    throw new Error(`connection file ${path}: signature_scheme must be hmac-sha256, got ${connection.signature_scheme}`)
  return connection as Connection
}

/** What is to be said of a connection file that others can read: its key lets them run code as you. */
export async function readableByOthers(path: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined // its modes say nothing there
  const { mode } = await stat(path)
  if (!(mode & 0o044)) return undefined
  return `connection file ${path} can be read by others, who could run code as you: chmod 600 ${path}`
}

/** The ZeroMQ address of one of the kernel's sockets. */
export function address(connection: Connection, channel: Channel): string {
  const separator = connection.transport === 'ipc' ? '-' : ':'
  return `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`
}
