import type { z } from 'zod'
import * as presets from '../../../contracts/presets/sockets.ts'
import type { conversationStep } from '../../../contracts/schema/conversation.ts'
import type { ChatPromise } from './socket.ts'

type ConversationInput = z.input<typeof conversationStep>

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

const CHAT = { name: 'chat', service: 'chat' }

export const GRAPHQL: ChatPromise = presets.graphqlTransportWs({
  ...CHAT,
  path: '/ws',
  payload: { token: '{token}' },
})
export const SOCKET_IO: ChatPromise = presets.socketIo({
  ...CHAT,
  ping: { say: { raw: '42["ping"]' }, hears: [{ at: 'text', is: ['42["pong"]'] }] },
})
export const MQTT: ChatPromise = presets.mqtt(CHAT)
export const MQTT_OPEN: ChatPromise = presets.mqtt({ ...CHAT, admits: 'everybody' })
export const STOMP: ChatPromise = { ...presets.stomp(CHAT), withoutPing: true }

/** A subscription, a message to it, and what comes back, in the form of each protocol. */
export const GRAPHQL_TALK = talk({
  say: { id: '1', type: 'subscribe', payload: { query: '{ hello }' } },
  nameAt: 'type',
  events: [{ name: 'next', has: ['payload.data.hello'] }, { name: 'complete' }],
})
export const SOCKET_IO_TALK = talk({
  say: { raw: '42["ping"]' },
  nameAt: 'text:^42\\["(\\w+)"',
  events: [{ name: 'pong' }],
})
export const MQTT_TALK = talk({
  before: [
    // SUBSCRIBE (§3.8), packet 1, to the topic at QoS 0.
    {
      binary: [
        { hex: '82' },
        {
          length: 'varint',
          of: [{ hex: '0001' }, { length: 'u16', of: [{ text: 'smoke/{run}' }] }, { hex: '00' }],
        },
      ],
    },
  ],
  // PUBLISH (§3.3) at QoS 0.
  say: {
    binary: [
      { hex: '30' },
      {
        length: 'varint',
        of: [{ length: 'u16', of: [{ text: 'smoke/{run}' }] }, { text: 'an event' }],
      },
    ],
  },
  nameAt: 'utf8:(an event)$',
  events: [{ name: 'an event', has: ['hex:^30'] }],
})
export const STOMP_TALK = talk({
  before: [{ raw: 'SUBSCRIBE\nid:0\ndestination:/answers\n\n\0' }],
  say: { raw: 'SEND\ndestination:/questions\n\nan event\0' },
  nameAt: 'text:^([A-Z]+)\n',
  events: [{ name: 'MESSAGE', has: ['text:(an event)'] }],
})

function talk(
  step: Pick<ConversationInput, 'before' | 'say' | 'nameAt' | 'events'>,
): readonly ConversationInput[] {
  return [
    {
      kind: 'conversation',
      id: 'event',
      title: 'brings an event back',
      effect: 'reads',
      socket: 'chat',
      question: 'an event?',
      withinMs: 5_000,
      ...step,
    },
  ]
}
