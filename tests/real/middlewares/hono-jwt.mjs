// npm: hono@4.13.19 @hono/node-server@2.1.9
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
const app = new Hono()
app.get('/health', (context) => context.json({ status: 'ok', service: 'api' }))
const verification = {
  ...(AUDIENCE ? { aud: AUDIENCE } : {}),
  ...(ISSUER ? { iss: ISSUER } : {}),
}
if (STATE !== 'open') app.use('/api/*', jwt({ secret: KEY, alg: 'HS256', verification }))
app.get('/api/me', (context) => context.json({ sub: context.get('jwtPayload')?.sub ?? 'nobody' }))
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' })
