import { z } from 'zod'
import { requestTemplate } from './common.ts'
import { type Fixed, list, name, text, values } from './pieces.ts'

/** A page that people open in a browser. */
export const pagePromise = z.strictObject({
  service: name,
  path: text.default('/'),
  /** Fewest characters of visible text or markup in the body for the page not to count as blank. */
  atLeastCharacters: z.int().min(0).default(1),
  /** Text of the title; a page with another title is another page. Compared as `says` is. */
  title: z.exactOptional(text),
  /** Texts that the page shows before a script runs, in its title or below, all of them; letter case and line breaks do not count. */
  says: z.exactOptional(values(text).unwrap()),
  /**
   * Services and sockets whose host is in the page or in a script that the page loads. Without it, scripts may learn
   * the hosts at run time.
   */
  calls: z.exactOptional(values(name).unwrap()),
  /** Where the deployed build says which URLs were baked into it: service name, or socket name, → where. */
  baked: z.exactOptional(
    z.strictObject({
      path: text,
      /** Where the answer has the URL of each. */
      urls: z.record(z.string(), text),
    }),
  ),
})
export type PagePromise = Fixed<z.output<typeof pagePromise>>

/** Which browsers' pages may call which routes (Fetch standard, CORS protocol). */
export const corsPromise = z.strictObject({
  /** The service whose origin is allowed. */
  origin: name,
  /** The routes that the page calls. */
  routes: list(
    z.strictObject({
      request: requestTemplate,
      /** The method that the page uses. */
      method: text,
      /** Headers that the page sends. */
      headers: values(text),
      /** Headers of the answer that the page reads: browsers hide them from pages of another origin unless they are exposed. */
      reads: z.exactOptional(values(text)),
    }),
  ),
  /** Whether the page may send cookies and see the answer. */
  credentials: z.enum(['allowed', 'not-promised']).default('not-promised'),
})
export type CorsPromise = Fixed<z.output<typeof corsPromise>>
