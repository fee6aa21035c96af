// npm: fastify@5.12.8 @fastify/under-pressure@9.2.0
import underPressure from '@fastify/under-pressure'
import fastify from 'fastify'

const app = fastify()
await app.register(underPressure, {
  exposeStatusRoute: true,
  healthCheckInterval: 200,
  healthCheck: async () => process.env.STATE === 'healthy',
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
