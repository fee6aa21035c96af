// npm: koa@3.3.0 koa-jwt@4.0.4
import Koa from 'koa'
import jwt from 'koa-jwt'

const { PORT, KEY, AUDIENCE, ISSUER, STATE } = process.env
const app = new Koa()
app.silent = true
app.use((context, next) => {
  if (context.path !== '/health') return next()
  context.body = { status: 'ok', service: 'api' }
})
if (STATE !== 'open') {
  app.use(
    jwt({
      secret: KEY,
      algorithms: ['HS256'],
      ...(AUDIENCE ? { audience: AUDIENCE } : {}),
      ...(ISSUER ? { issuer: ISSUER } : {}),
    }),
  )
}
app.use((context) => {
  if (context.path === '/api/me') context.body = { sub: context.state.user?.sub ?? 'nobody' }
})
app.listen(Number(PORT), '127.0.0.1')
