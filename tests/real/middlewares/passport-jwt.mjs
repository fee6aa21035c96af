// npm: express@4.22.3 passport@0.7.0 passport-jwt@4.0.1
import express from 'express'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
passport.use(
  new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: KEY,
      ...(AUDIENCE ? { audience: AUDIENCE } : {}),
      ...(ISSUER ? { issuer: ISSUER } : {}),
    },
    (claims, done) => done(null, claims),
  ),
)
const app = express()
app.get('/health', (_, response) => response.json({ status: 'ok', service: 'api' }))
if (STATE !== 'open') app.use('/api', passport.authenticate('jwt', { session: false }))
app.get('/api/me', (request, response) => response.json({ sub: request.user?.sub ?? 'nobody' }))
app.listen(Number(PORT), '127.0.0.1')
