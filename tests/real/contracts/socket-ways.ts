import type { ChatPromise } from './socket.ts'

/** By subprotocol, as browsers can: the name that is selected, and the token beside it. */
export const BY_SUBPROTOCOL: ChatPromise = {
  ways: [{ by: 'subprotocol', offers: ['chat.v1', 'token.{token}'] }],
  subprotocols: ['chat.v1'],
}

/** What a server of a first message is promised to: the token in the first message, answered by the welcome. */
export const FIRST_MESSAGE: ChatPromise = {
  ways: [
    {
      by: 'first-message',
      say: { type: 'auth', token: '{token}' },
      accepted: [{ at: 'type', is: ['welcome'] }],
    },
  ],
}
export const GRAPHQL: ChatPromise = {
  subprotocols: ['graphql-transport-ws'],
  ways: [
    {
      by: 'first-message',
      say: { type: 'connection_init', payload: { token: '{token}' } },
      accepted: [{ at: 'type', is: ['connection_ack'] }],
    },
  ],
  welcome: { marks: [{ at: 'type', is: ['connection_ack'] }], subject: [] },
}
export const SOCKET_IO: ChatPromise = {
  path: '/socket.io/?EIO=4&transport=websocket',
  ways: [
    {
      by: 'first-message',
      say: { raw: '40{"token":"{token}"}' },
      accepted: [{ at: 'text', is: ['42["welcome"]'] }],
    },
  ],
  welcome: { marks: [{ at: 'text', is: ['42["welcome"]'] }], subject: [] },
  ping: { say: { raw: '42["ping"]' }, hears: [{ at: 'text', is: ['42["pong"]'] }] },
  refusalFrames: [{ at: 'text', is: ['44{"message":"unauthorized"}'] }],
}
