import type { RefusalInput } from '../../../contracts/schema/common.ts'

/**
 * How an API refuses requests by RFC 6750 §3, and its word for the reason: 401 without a token or with a wrong one,
 * 400 for a text that is no token.
 */
export const bearerRefusals: Readonly<
  Record<'withoutCredentials' | 'withWrongToken', RefusalInput>
> = {
  withoutCredentials: { statuses: 401, reasons: 'unauthorized' },
  withWrongToken: { statuses: [401, 400], reasons: ['invalid_token', 'invalid_request'] },
}
