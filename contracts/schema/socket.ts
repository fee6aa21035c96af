import { z } from 'zod'
import { says, templates, word } from './common.ts'
import { message } from './message.ts'
import { type Fixed, list, milliseconds, name, oneOrMore, text, values } from './pieces.ts'

/** How a token may travel to a socket. */
export const socketCredential = z.discriminatedUnion('by', [
  /** `Authorization: Bearer …` of the handshake; no browser can send it. */
  z.strictObject({ by: z.literal('header') }),
  /** In a subprotocol that is offered, as browsers can. */
  z.strictObject({
    by: z.literal('subprotocol'),
    /** The subprotocols that are offered, in this order; `{token}` and `{token.base64url}` stand for the token. */
    offers: oneOrMore(text),
  }),
  /** A parameter of the query of its URL. */
  z.strictObject({ by: z.literal('query'), name }),
  /** A cookie of the handshake. */
  z.strictObject({ by: z.literal('cookie'), name }),
  /** In the message that the client sends first. */
  z.strictObject({
    by: z.literal('first-message'),
    say: message,
    /** Frames of which one must come before it is said: the answer to `opening`, where the server takes nothing earlier, as Socket.IO. */
    follows: z.exactOptional(z.array(says).min(1)),
    /** Frames that say that the token is accepted. */
    accepted: list(says),
  }),
])
export type SocketCredential = Fixed<z.output<typeof socketCredential>>

/** The frame with which a socket greets a user. */
export const welcomePromise = z.strictObject({
  /** Any one of these marks the welcome frame. */
  marks: z.array(says).min(1),
  /** Where it names the user, full or shortened with dots ("dev-user..."). */
  subject: values(text),
})

/** A statement that authentication is bypassed: one of the words, or a count above zero. */
export const bypassStatement = z.strictObject({
  path: text,
  at: text,
  /** Words that say that it is; `above-zero` for a count. */
  active: z.union([z.literal('above-zero'), z.array(word).min(1)]),
})
export type BypassStatement = Fixed<z.output<typeof bypassStatement>>

/** One WebSocket endpoint and what it promises. */
export const socketPromise = z.strictObject({
  name,
  service: name,
  /** The variable that may hold its URL; otherwise it is derived from the service's. */
  urlVariable: z.exactOptional(name),
  path: text,
  /** Left out, users with a token. `everybody`: open on purpose; so is every socket of a platform without tokens. */
  admits: z.exactOptional(z.enum(['users', 'everybody'])),
  /** How the token may travel, the usual way first; each is tried. */
  ways: list(socketCredential),
  /** What may be selected; empty when none is promised. `jwt.*` matches by prefix. */
  subprotocols: values(text),
  /** Headers for which some servers skip authentication. */
  testHeaders: templates.default({}),
  /** The message that every client sends first, however its token travels: the handshake of SignalR, a connect without a token. It comes before that of a way `first-message`: where that one is the connect, leave this out. */
  opening: z.exactOptional(message),
  /** What ends a message, where one frame may hold several: `\u001e` for SignalR, a line break for Centrifugo. What is sent as JSON ends with it, too. */
  separator: z.exactOptional(text.min(1)),
  /** `mqtt`: packets of MQTT, which frames may cut anywhere; each counts as a frame of its own. */
  packets: z.exactOptional(z.enum(['mqtt'])),
  /** Frames that a client must answer to stay connected, each with its answer: Socket.IO sends `2`, and wants `3`. */
  heartbeats: z.exactOptional(z.array(z.strictObject({ hears: says, say: message }))),
  /** The frame that greets a user after the handshake. */
  welcome: z.exactOptional(welcomePromise),
  /** A message and its answer, which show that the connection works. */
  ping: z.exactOptional(
    z.strictObject({
      say: message,
      /** What the answer says, all of it. */
      hears: z.array(says).min(1),
    }),
  ),
  /** Messages that must not end the connection. */
  harmless: list(z.strictObject({ id: name, title: text, say: message })),
  /** Frames that refuse after the handshake: an error frame, with or without a close. */
  refusalFrames: list(says),
  /** Places where the server says that authentication is bypassed; a place that it does not have is not judged. */
  bypass: list(bypassStatement),
  withinMs: milliseconds.default(10_000),
  /** Seconds that a connection stays open while neither side sends a message; checked with one connection that waits so long. */
  quietSeconds: z.exactOptional(z.int().min(1).max(120)),
})
export type SocketPromise = Fixed<z.output<typeof socketPromise>>
export type SocketInput = Fixed<z.input<typeof socketPromise>>
