// npm: @hapi/hapi@21.4.10 hapi-alive@2.0.4
import hapi from '@hapi/hapi'
import alive from 'hapi-alive'

const server = hapi.server({ port: Number(process.env.PORT), host: '127.0.0.1' })
await server.register({
  plugin: alive,
  options: {
    path: '/health',
    tags: [],
    healthCheck: async () => {
      if (process.env.STATE === 'failing') throw new Error('connection refused')
      return true
    },
  },
})
await server.start()
