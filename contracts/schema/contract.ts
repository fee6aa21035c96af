import { z } from 'zod'
import { templates } from './common.ts'
import { journey } from './journey.ts'
import { corsPromise, pagePromise } from './page.ts'
import { list, name, text } from './pieces.ts'
import { serverWords } from './server-words.ts'
import { servicePromise } from './service.ts'
import { socketPromise } from './socket.ts'
import { tokenPromise } from './tokens.ts'
import { oneOf, variable } from './variable.ts'

/**
 * What a platform promised: the only place that knows it. Suites read a contract and ask; another
 * platform is another contract and another env file.
 */
export const contractSchema = z.strictObject({
  /** Where editors find the JSON Schema of a contract in JSON; not read here. */
  $schema: z.exactOptional(text),
  /** What the platform is called in reports. */
  platform: name,
  /** The variables this platform is configured by. */
  variables: list(variable),
  /** Variables of which, in these kinds of environment, one group at least must be set. */
  oneOf: z.exactOptional(oneOf),
  /** Headers of every request and handshake to a host of the platform, such as a tenant; `{NAME}` may be a secret. */
  headers: z.exactOptional(templates),
  /** What is deployed, each with its URL. */
  services: z.array(servicePromise).min(1),
  /** How tokens are obtained, what they hold, and how wrong ones are refused; left out for a platform without tokens. */
  tokens: z.exactOptional(tokenPromise),
  /** WebSockets. */
  sockets: list(socketPromise),
  /** What users do, from one end to the other. */
  journeys: list(journey),
  /** Which pages of browsers may call which routes. */
  cors: z.exactOptional(corsPromise),
  /** Pages that people open in a browser. */
  pages: list(pagePromise),
  /** For the next steps: the names of settings and log lines on the servers. */
  serverWords: z.exactOptional(serverWords),
})
