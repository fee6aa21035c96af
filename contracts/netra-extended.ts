import { defineContract } from './contract.ts'
import { QUESTION } from './netra/golden-path.ts'
import { contract as netra } from './netra.ts'
import type { ConversationInput } from './schema/conversation.ts'

/** An event of a tool names the tool in words. */
const NAMES_TOOL = { properties: { tool_name: { type: 'string', pattern: '^[a-z_]+$' } } }

function withSchemas(events: ConversationInput['events'] = []): ConversationInput['events'] {
  return events.map((event) =>
    event.name === 'tool_executing' ? { ...event, schema: NAMES_TOOL } : event,
  )
}

/**
 * Netra with promises that were not seen to hold on a deployment of it, as examples and for the faults that break them: the
 * lowest TLS version, a route that is open to everybody, tokens that a sign-out ends, a list of messages and a method for pages, JSON Schemas of an answer and of an
 * event, and the answer of an agent as server-sent events. Netra routes `POST /api/chat/stream`; the events here are those of
 * the embedded reference deployment.
 */
export const contract = defineContract({
  ...netra,
  services: netra.services.map((service) => ({
    ...service,
    tls: { atLeast: '1.2' } as const,
    ...(service.name === 'backend' && {
      publicRoutes: [
        {
          title: 'the public settings',
          request: { path: '/api/config/public' },
          schema: {
            type: 'object',
            required: ['api_url'],
            properties: { api_url: { type: 'string', format: 'uri' } },
          },
        },
      ],
    }),
  })),
  ...(netra.tokens && {
    tokens: {
      ...netra.tokens,
      signOut: { request: { service: 'auth', method: 'POST', path: '/auth/logout' } },
    },
  }),
  ...(netra.cors && {
    cors: {
      ...netra.cors,
      routes: [
        ...(netra.cors.routes ?? []),
        {
          request: { service: 'backend', method: 'GET', path: '/api/messages' },
          method: 'GET',
          headers: ['authorization'],
          reads: ['x-request-id'],
        },
        {
          request: { service: 'backend', method: 'DELETE', path: '/api/threads/smoke' },
          method: 'DELETE',
          headers: ['authorization'],
        },
      ],
    },
  }),
  journeys: [
    ...(netra.journeys ?? []).map(({ name, steps }) => ({
      name,
      steps: steps.map((step) =>
        step.kind === 'conversation' ? { ...step, events: withSchemas(step.events) } : step,
      ),
    })),
    {
      name: 'streamed',
      steps: [
        {
          kind: 'stream',
          id: 'answer',
          title: 'streams the answer of an agent, from its beginning to its end',
          effect: 'reads',
          request: {
            service: 'backend',
            method: 'POST',
            path: '/api/chat/stream',
            json: { content: QUESTION },
          },
          events: [
            { name: 'message_start', occurs: 'once' },
            { name: 'message_delta', has: ['delta'] },
            { name: 'message_end', occurs: 'once', has: ['final_response'] },
          ],
          failures: 'error',
          pauses: 'promised',
          asBrowser: 'asked',
          answer: {
            question: QUESTION,
            answerAt: 'final_response',
            standIns: ['mock', 'degraded mode', 'fallback', 'echo', 'timeout fallback'],
          },
        },
      ],
    },
  ],
})
