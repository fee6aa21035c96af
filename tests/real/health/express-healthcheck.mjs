// npm: express@5.3.0 express-healthcheck@0.1.0
import express from 'express'
import healthcheck from 'express-healthcheck'

const test = () =>
  process.env.STATE === 'failing'
    ? { state: 'unhealthy', message: 'connection refused' }
    : undefined
const app = express()
app.use('/healthcheck', healthcheck({ test }))
app.listen(Number(process.env.PORT), '127.0.0.1')
