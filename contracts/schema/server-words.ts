import { z } from 'zod'
import { type Fixed, text } from './pieces.ts'

/** Names on the servers of a platform, each a piece of a sentence; what is left out is said in general words. */
export const serverWords = z.strictObject({
  /** Settings that relax authentication: "DEMO_MODE, EMERGENCY_MODE". */
  relaxing: z.exactOptional(text),
  /** How the most likely of them is switched off: "DEMO_MODE=0". */
  strict: z.exactOptional(text),
  /** The setting that says which kind of environment it is: "ENVIRONMENT". */
  kindSetting: z.exactOptional(text),
  /** Settings for the issuer, and for the service's credentials there. */
  trustSettings: z.exactOptional(text),
  /** What a service logs if the issuer refuses it. */
  trustErrors: z.exactOptional(text),
  /** Variables that may hold the signing key. */
  signingKeys: z.exactOptional(text),
})
export type ServerWords = Fixed<z.output<typeof serverWords>>
