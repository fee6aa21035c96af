import type { Reference } from '../../reference/start-reference.ts'
import { call } from './call.ts'

/** An access token for any user, from the route that asks for no credentials. */
export async function tokenOf(reference: Reference, userId = 'user-a'): Promise<string> {
  const reply = await call(`POST ${reference.urls.auth}/auth/create-token`, {
    json: { user_id: userId, email: `${userId}@example.com` },
  })
  return reply.json.access_token
}
