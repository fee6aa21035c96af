import { z } from 'zod'
import { journey } from './journey.ts'
import { corsPromise, pagePromise } from './page.ts'
import { list, name } from './pieces.ts'
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
  /** What the platform is called in reports. */
  platform: name,
  /** The variables this platform is configured by. */
  variables: list(variable),
  /** Variables of which, in these kinds of environment, one group at least must be set. */
  oneOf: z.exactOptional(oneOf),
  services: z.array(servicePromise).min(1),
  /** Undefined for a platform without tokens. */
  tokens: z.exactOptional(tokenPromise),
  sockets: list(socketPromise),
  journeys: list(journey),
  cors: z.exactOptional(corsPromise),
  pages: list(pagePromise),
  /** For the next steps: the names of settings and log lines on the servers. */
  serverWords: z.exactOptional(serverWords),
})
