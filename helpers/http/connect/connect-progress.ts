import type { Socket } from 'node:net'
import type { Certificate, NoAnswerFault, Timing } from '../exchange.ts'

/** How far a request has come: the layer that fails is the one it is in. */
export type RequestPhase = 'dns' | 'tcp' | 'proxy' | 'tls' | 'http'

/** What opening a connection marks on its way, read when it fails or its deadline passes. */
export interface ConnectTimings {
  phase: RequestPhase
  /** Reading of the clock at which the request that opened the connection was begun. */
  readonly beganAt: number
  dnsMs?: number
  tcpMs?: number
  tlsMs?: number
  /** The peer's address and port, once connected. */
  address?: string
  /** Shown by the server, whether or not it was accepted. */
  certificate?: Certificate
  /** The socket in play, so that giving up can destroy it. */
  socket?: Socket
}

export function startConnectTimings(beganAt: number): ConnectTimings {
  return { phase: 'dns', beganAt }
}

/** The phases of opening a connection that ended, in ms since the request began. */
export function phasesOf(timings: ConnectTimings): Omit<Timing, 'firstByteMs' | 'totalMs'> {
  const { dnsMs, tcpMs, tlsMs } = timings
  return {
    ...(dnsMs === undefined ? {} : { dnsMs }),
    ...(tcpMs === undefined ? {} : { tcpMs }),
    ...(tlsMs === undefined ? {} : { tlsMs }),
  }
}

/**
 * Why no connection came to be. Travels through undici only as far as the code that sends: its code is
 * none of undici's own, some of which make it connect again without end.
 */
export class ConnectFault extends Error {
  readonly code = 'CONNECT_FAULT'
  readonly fault: NoAnswerFault

  constructor(fault: NoAnswerFault, reason: string) {
    super(reason)
    this.name = 'ConnectFault'
    this.fault = fault
  }
}
