// npm: express@4.22.3 express-jwt@8.5.1
// express-jwt as its README shows it; AUDIENCE and ISSUER empty: not checked.
import express from 'express'
import { expressjwt } from 'express-jwt'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
const guard = (secret) =>
  expressjwt({
    secret,
    algorithms: ['HS256'],
    ...(AUDIENCE ? { audience: AUDIENCE } : {}),
    ...(ISSUER ? { issuer: ISSUER } : {}),
  })
const [ours, other] = [
  guard(STATE === 'base64-key' ? Buffer.from(KEY, 'base64') : KEY),
  guard(`${KEY}-of-another-instance`),
]
let requests = 0

const app = express()
app.get('/health', (_, response) => response.json({ status: 'ok', service: 'api' }))
app.use('/api', (request, response, next) => {
  requests += 1
  if (STATE === 'open') return next()
  // Two instances behind one address, of which one has another secret.
  return (STATE === 'two-instances' && requests % 2 === 0 ? other : ours)(request, response, next)
})
app.get('/api/me', (request, response) => response.json({ sub: request.auth?.sub ?? 'nobody' }))
app.listen(Number(PORT), '127.0.0.1')
