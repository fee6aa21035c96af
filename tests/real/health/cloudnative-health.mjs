// npm: @cloudnative/health-connect@2.1.0 express@5.3.0
import health from '@cloudnative/health-connect'
import express from 'express'

const { HealthChecker, ReadinessCheck, ReadinessEndpoint } = health
const database = () =>
  process.env.STATE === 'failing'
    ? Promise.reject(new Error('connection refused'))
    : Promise.resolve()
const checker = new HealthChecker()
checker.registerReadinessCheck(new ReadinessCheck('cache', () => Promise.resolve()))
checker.registerReadinessCheck(new ReadinessCheck('database', database))
const app = express()
app.use('/ready', ReadinessEndpoint(checker))
app.listen(Number(process.env.PORT), '127.0.0.1')
