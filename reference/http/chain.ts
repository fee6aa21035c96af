import type { Answer, Asked, Handler, Interceptor } from './exchange.ts'

/** Puts interceptors before a handler, the first one outermost. */
export function chain(interceptors: readonly Interceptor[], handler: Handler): Handler {
  return interceptors.reduceRight<Handler>(
    (inner, interceptor) => (asked) =>
      interceptor(asked, async (passed: Asked): Promise<Answer> => inner(passed)),
    handler,
  )
}
