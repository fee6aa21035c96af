import type { Socket } from 'node:net'
import { ConnectFault } from '../fault-of-code.ts'
import type { HttpProxy } from './proxy.ts'

/** More than any proxy's answer to CONNECT needs. */
const ANSWER_LIMIT_BYTES = 16_384

/**
 * Asks a proxy for a tunnel (RFC 9110 §9.3.6). A proxy that cannot or will not is a `ConnectFault`: the
 * deployment was not reached.
 */
export function openTunnel(socket: Socket, proxy: HttpProxy, authority: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0)
    const finish = (settle: () => void) => {
      socket.off('data', onData).off('close', onClose).pause()
      settle()
    }
    const refuse = (fault: ConnectFault['fault'], reason: string) => {
      finish(() => reject(new ConnectFault(fault, `the proxy ${proxy.shown} ${reason}`)))
      socket.destroy()
    }
    const onClose = () => refuse('tcp.refused', 'closed the connection instead of opening a tunnel')
    const onData = (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk])
      const end = answer.indexOf('\r\n\r\n')
      if (end === -1 && answer.length <= ANSWER_LIMIT_BYTES) return
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer.toString('latin1', 0, 12))?.[1]
      if (end === -1 || status === undefined)
        return refuse('http.malformed', 'did not answer in HTTP')
      if (!status.startsWith('2')) return refuse(faultOf(status), `answered CONNECT with ${status}`)
      finish(resolve)
      if (answer.length > end + 4) socket.unshift(answer.subarray(end + 4))
    }
    socket.on('data', onData).once('close', onClose)
    const authorization = proxy.authorization?.reveal()
    const credentials =
      authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`
    socket.write(
      `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`,
      'latin1',
    )
  })
}

function faultOf(status: string): ConnectFault['fault'] {
  return status === '504' ? 'tcp.timeout' : 'tcp.refused'
}
