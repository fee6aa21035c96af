// npm: express@4.22.3 express-oauth2-jwt-bearer@1.10.0
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
const app = express()
app.get('/health', (_, response) => response.json({ status: 'ok', service: 'api' }))
// It asks for an audience and an issuer: there is no default without them.
app.use('/api', auth({ secret: KEY, tokenSigningAlg: 'HS256', audience: AUDIENCE, issuer: ISSUER }))
if (STATE === 'scope') app.use('/api', requiredScopes('read:me'))
app.get('/api/me', (request, response) => response.json({ sub: request.auth.payload.sub }))
app.listen(Number(PORT), '127.0.0.1')
