// npm: fastify@5.12.8 @fastify/jwt@10.2.8
import jwt from '@fastify/jwt'
import fastify from 'fastify'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
const app = fastify()
await app.register(jwt, {
  secret: KEY,
  verify: {
    ...(AUDIENCE ? { allowedAud: AUDIENCE } : {}),
    ...(ISSUER ? { allowedIss: ISSUER } : {}),
  },
})
app.get('/health', () => ({ status: 'ok', service: 'api' }))
app.get(
  '/api/me',
  { onRequest: async (request) => STATE !== 'open' && (await request.jwtVerify()) },
  (request) => ({ sub: request.user?.sub ?? 'nobody' }),
)
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
