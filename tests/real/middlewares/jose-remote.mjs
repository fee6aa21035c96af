// npm: jose@6.1.0 express@5.1.0
import express from 'express'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const { AUDIENCE, ISSUER, JWKS, PORT } = process.env
const keys = createRemoteJWKSet(new URL(JWKS), { cooldownDuration: 100 })
const app = express()
app.get('/health', (_, response) => response.json({ status: 'ok', service: 'api' }))
app.use('/api', async (request, response, next) => {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) return response.status(401).json({ error: 'no token' })
  try {
    await jwtVerify(token, keys, { audience: AUDIENCE, ...(ISSUER ? { issuer: ISSUER } : {}) })
  } catch (error) {
    return response.status(401).json({ error: error.message, code: error.code })
  }
  return next()
})
app.get('/api/me', (_, response) => response.json({ sub: 'smoke' }))
app.listen(Number(PORT), '127.0.0.1')
