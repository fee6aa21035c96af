import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { createSecureContext } from 'node:tls'
import { makeAuthority, makeCertificate } from '../http/support/certificates.ts'
import { clientMessages } from './client-messages.ts'
import { forwardRequest, forwardSocket, headersOf, textOf } from './forward.ts'

/** One request as it arrived at a public name. */
export interface Received {
  readonly kind: 'request' | 'handshake'
  /** `https://auth.smoke.example/auth/login`, as the client meant it. */
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the client said over the socket after a handshake, as text. */
  readonly messages: readonly string[]
}

export interface PublicNames {
  /** Makes a process of its own reach these names: the proxy variables, and the authority to trust. */
  readonly env: Readonly<Record<string, string>>
  /** Everything that arrived, oldest first. */
  readonly received: readonly Received[]
  /** Hosts a way was asked for that have no such name; the way was refused. */
  readonly unknownHosts: readonly string[]
  close(): Promise<void>
}

/**
 * Puts loopback ports on the internet, as far as one process can see: names such as `auth.smoke.example`, each
 * with a good certificate for https and wss (and plain http and ws). They are reached through a forward proxy, so
 * the process under test needs nothing but `env`, and all it sends is written down before it is passed on.
 *
 * `names` maps each host to the port it leads to; `undefined` is a host that only listens: it writes down what
 * comes and answers 200 with an empty body.
 */
export async function startPublicNames(
  names: Readonly<Record<string, number | undefined>>,
): Promise<PublicNames> {
  const received: Received[] = []
  const unknownHosts: string[] = []
  const sockets = new Set<Duplex>()
  const dir = await mkdtemp(join(tmpdir(), 'public-names-'))
  const authority = await makeAuthority()
  await writeFile(join(dir, 'authority.pem'), authority.cert)
  const contexts = new Map(
    await Promise.all(
      Object.keys(names).map(
        async (name) =>
          [name, createSecureContext(await makeCertificate(name, { authority }))] as const,
      ),
    ),
  )

  const secure = createSecureServer({
    SNICallback: (name, done) => {
      const context = contexts.get(name)
      done(context === undefined ? new Error(`no such name: ${name}`) : null, context)
    },
  })
  const plain = createServer()
  for (const [server, scheme] of [
    [secure, 'https'],
    [plain, 'http'],
  ] as const) {
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) =>
      pass(incoming, answer, new URL(incoming.url ?? '/', `${scheme}://${incoming.headers.host}`)),
    )
    server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
      passSocket(
        incoming,
        socket,
        head,
        new URL(incoming.url ?? '/', `${scheme.replace('http', 'ws')}://${incoming.headers.host}`),
      ),
    )
  }

  const proxy = createServer((incoming, answer) =>
    pass(incoming, answer, new URL(incoming.url ?? '')),
  )
  proxy.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    keep(socket)
    const host = (incoming.url ?? '').replace(/:\d+$/, '')
    if (!(host in names)) {
      unknownHosts.push(host)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    // A client that begins with a TLS record (RFC 8446 §5.1: type 22) wants TLS.
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null
      if (first === null) return
      socket.unshift(first)
      ;(first[0] === 0x16 ? secure : plain).emit('connection', socket)
    })
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`

  function keep(socket: Duplex): void {
    sockets.add(socket.on('error', () => socket.destroy()))
    socket.once('close', () => sockets.delete(socket))
  }

  async function pass(incoming: IncomingMessage, answer: ServerResponse, url: URL): Promise<void> {
    const body = await textOf(incoming)
    received.push({
      kind: 'request',
      url,
      method: incoming.method ?? '',
      headers: headersOf(incoming),
      body,
      messages: [],
    })
    if (!(url.hostname in names)) unknownHosts.push(url.hostname)
    const port = names[url.hostname]
    if (port === undefined) {
      answer.end()
      return
    }
    forwardRequest(incoming, answer, { port, url, body })
  }

  function passSocket(incoming: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    keep(socket)
    const messages: string[] = []
    received.push({
      kind: 'handshake',
      url,
      method: 'GET',
      headers: headersOf(incoming),
      body: '',
      messages,
    })
    const port = names[url.hostname]
    if (port === undefined) {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const onward = forwardSocket(incoming, socket, { port, url, head })
    keep(onward)
    socket.on(
      'data',
      clientMessages((text) => messages.push(text)),
    )
  }

  return {
    env: {
      HTTPS_PROXY: address,
      HTTP_PROXY: address,
      NO_PROXY: '',
      NODE_EXTRA_CA_CERTS: join(dir, 'authority.pem'),
    },
    received,
    unknownHosts,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([proxy, secure, plain].map(end))
      await rm(dir, { recursive: true })
    },
  }
}

function end(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((closed) => (server.listening ? server.close(() => closed()) : closed()))
}
