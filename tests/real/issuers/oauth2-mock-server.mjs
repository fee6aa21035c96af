// npm: oauth2-mock-server@8.2.3
import { OAuth2Server } from 'oauth2-mock-server'

const { PORT } = process.env
const server = new OAuth2Server()
await server.issuer.keys.generate('RS256')
server.issuer.url = `http://127.0.0.1:${PORT}`
await server.start(Number(PORT), '127.0.0.1')
